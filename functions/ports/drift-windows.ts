import type { Window } from '../domain/drift/window';
import type { Sequence } from '../domain/lineage/sequence';

/** Which part of the stream a window counts: one model's events of one shard, in one bucket of event time. */
export interface WindowPlace {
  readonly model: string;
  readonly shard: string;
  /** Where the bucket begins, ms since the epoch. */
  readonly bucketMs: number;
}

export interface StoredWindow extends WindowPlace {
  /** The last event of the shard that is counted in it: a redelivered one counts once. */
  readonly position: Sequence;
  readonly window: Window;
}

/** What was served lately, counted beside the loop: losing it loses nothing that is learned. */
export interface DriftWindows {
  /** undefined: nothing is counted there. */
  load(place: WindowPlace): Promise<StoredWindow | undefined>;
  /**
   * In place of the window that stands at position `from` (null: of none); 'conflict' when another one stands there, and nothing
   * is saved. After `expiresAtMs` (wall time) it may be forgotten.
   */
  save(stored: StoredWindow, from: Sequence | null, expiresAtMs: number): Promise<'saved' | 'conflict'>;
  /** Of all shards, with `fromMs <= bucketMs <= toMs`, by bucket and then by shard. */
  list(model: string, fromMs: number, toMs: number): Promise<StoredWindow[]>;
}
