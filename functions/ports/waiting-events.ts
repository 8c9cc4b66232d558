import type { Answer, Arrival, Due, OriginState } from '../domain/labels/waiting';
import type { Sequence } from '../domain/lineage/head';

/**
 * One item per event id that waits for its other half or for the end of its window. Each transition happens once and remembers
 * the origin that made it: a retry of that origin gets the same answer again; anybody else finds the transition taken.
 *
 * What `take` and `close` did may be forgotten by a crash before `settle`, wholly or for some items; the retry then answers
 * the same. What `settle` has acknowledged is durable.
 */
export interface WaitingEvents {
  /** Where an origin stands; undefined for one never settled. */
  origin(origin: string): Promise<OriginState | undefined>;
  /** Every origin that was settled, with its state. */
  origins(): Promise<Record<string, OriginState>>;
  /** One answer per arrival, in order. All arrivals are of one model and one shard, in order of sequence. */
  take(model: string, arrivals: readonly Arrival[]): Promise<Answer[]>;
  /**
   * Ends the windows of this model that end at or before `watermarkMs`, in order of `windowSequence(endMs, eventId)`, beginning
   * after sequence `after`; at most `limit`. Those that an unsettled call ended before are given again. An item that slipped in
   * behind `after` (its window's sequence has passed) is given as late.
   */
  close(model: string, watermarkMs: number, after: Sequence | null, limit: number): Promise<Due[]>;
  /**
   * Saves where the origin stands; its transitions up to `state.position` need not be given again. With `from`, the state that
   * `state` was made from (null: never settled), only if the origin still stands there: else 'conflict', and nothing is saved,
   * since somebody else has counted these events.
   */
  settle(origin: string, state: OriginState, from?: OriginState | null): Promise<'settled' | 'conflict'>;
  /** Accepted events that wait, over all models, or of one. */
  count(model?: string): Promise<number>;
}
