import type { Sequence } from '../domain/lineage/sequence';

/** The shards of the events stream, as whoever closes windows sees them. */
export interface EventsShards {
  /**
   * The shards that may still bring events: those that are open, and those that are closed and not read to their end.
   *
   * @param positions up to where each shard was read; a shard without one was not read at all
   */
  live(positions: Readonly<Record<string, Sequence>>): Promise<readonly LiveShard[]>;
}

export interface LiveShard {
  readonly shard: string;
  /** null while something waits after the position. */
  readonly silence: Silence | null;
}

/** Between these two moments by the wall clock nothing came, and all that came before was read. */
export interface Silence {
  /** When the last event came; 0 where none is known to have come. */
  readonly sinceMs: number;
  /** When the shard was looked at. */
  readonly untilMs: number;
}
