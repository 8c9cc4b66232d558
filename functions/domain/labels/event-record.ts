import type { Sequence } from '../lineage/sequence';

/** An event as a stream's record, not looked into. */
export interface EventRecord {
  readonly sequence: Sequence;
  readonly data: string;
  /** When the stream received it, ms since the epoch; null when the transport does not say. */
  readonly arrivedAtMs: number | null;
}
