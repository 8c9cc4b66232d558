/** What the reader chose, and whether the replay still answers: everything a page is drawn from besides the state. */
import type { ConsoleSeries, ConsoleState } from '../state';
import type { Painter } from './painter';

export interface View {
  /** Series that were switched on or off by hand, by name. */
  readonly switched: Map<string, boolean>;
  showMarks: boolean;
  /** The ledger without seals and other decisions that change nothing yet. */
  servingOnly: boolean;
  /** The day whose figures are shown, by its beginning; null: always the latest. */
  chosenDayMs: number | null;
  connection: 'open' | 'lost';
}

/** A section of the page as a pure function of these. */
export interface Scene {
  readonly state: ConsoleState;
  readonly view: View;
  readonly painter: Painter;
}

export function isShown(view: View, { name, role }: ConsoleSeries): boolean {
  return view.switched.get(name) ?? (role === 'served' || role === 'control');
}
