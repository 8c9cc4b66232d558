/** What would standing still have cost? What was served, beside each control line, over the months that it has learned nothing of. */
import type { Report } from '../domain/evaluation/scores';
import { firstMonthFrom } from '../domain/evaluation/utc-calendar';
import type { Session } from '../learn/session';

export interface SinceControl {
  readonly control: string;
  /** The first of these months. */
  readonly sinceMs: number;
  readonly served: Report;
  readonly frozen: Report;
}

export const sinceControls = ({ lines, served }: Session): SinceControl[] =>
  lines
    .filter(({ role }) => role === 'control')
    .map(({ trained: { declaration }, board }) => {
      const sinceMs = firstMonthFrom(declaration.untilMs!);
      return {
        control: declaration.name,
        sinceMs,
        served: served.series.since(sinceMs),
        frozen: board.series.since(sinceMs),
      };
    });
