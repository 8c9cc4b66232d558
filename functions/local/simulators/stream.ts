/** A simulated stream: the model that it is about, and its events as lines of NDJSON in order of time. */
import type { ModelDeclaration } from '../../contracts/declaration';

export interface SimulatedStream {
  readonly declaration: ModelDeclaration;
  readonly lines: readonly string[];
}

/** Midnight of the first day of every simulation, UTC. */
export const STARTS_AT_MS = Date.UTC(2024, 0, 1);

export class EventLog {
  readonly #events: { readonly timeMs: number; readonly line: string }[] = [];

  constructor(readonly model: string) {}

  prediction(eventId: string, timeMs: number, features: Readonly<Record<string, string | number>>): void {
    this.#add(timeMs, { type: 'prediction', model: this.model, eventId, time: iso(timeMs), features });
  }

  outcome(eventId: string, timeMs: number, outcome: number): void {
    this.#add(timeMs, { type: 'outcome', model: this.model, eventId, time: iso(timeMs), outcome });
  }

  /** Events of one millisecond stay in the order in which they were added. O(n log n). */
  linesInOrder(): string[] {
    return this.#events.sort((a, b) => a.timeMs - b.timeMs).map(({ line }) => line);
  }

  #add(timeMs: number, event: object): void {
    this.#events.push({ timeMs, line: JSON.stringify(event) });
  }
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();
