/**
 * What a replay reads from: the records of one shard in order, in batches, from after a position on. A source never looks into
 * a record: what is wrong with one is the parser's to say.
 */
import type { Sequence } from '../domain/lineage/head';

export interface SourceRecord {
  readonly sequence: Sequence;
  readonly data: string;
  /** When the record reached us, ms since the epoch; null: the source does not know, as for anything replayed. */
  readonly arrivedAtMs: number | null;
}

export interface RecordBatch {
  readonly records: readonly SourceRecord[];
  /** Share of the source that is read after this batch, 0..1; NaN when its length is unknown. */
  readonly progress: number;
}

export interface ReadOptions {
  /** The sequence of the last record taken earlier; null: from the beginning. */
  readonly after: Sequence | null;
  /** Records per batch, at most. */
  readonly size: number;
  /**
   * The source ends at its record number `limit`, counted from its beginning and not from `after`: a run that was stopped and
   * started again with the same limit ends where the undisturbed one does. Absent: at its own end.
   */
  readonly limit?: number;
}

export interface EventSource {
  /** The origin of its records, as positions name it. */
  readonly shard: string;
  /** Records from beginning to end; null when unknown. */
  readonly total: number | null;
  /** @throws EventsUnreadable */
  batches(options: ReadOptions): AsyncIterable<RecordBatch>;
  /** Frees what the source holds; a running iteration ends. */
  close(): Promise<void>;
}

/** The events cannot be read: nothing was lost, and a replay goes on from its position once the cause is mended. */
export class EventsUnreadable extends Error {
  override readonly name = 'EventsUnreadable';
  constructor(
    readonly place: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`cannot read events from ${place}: ${reason}`, options);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder; give the path of a file',
};

/** `cause` is what the file system or a decoder threw. */
export function unreadable(place: string, cause: unknown): EventsUnreadable {
  if (cause instanceof EventsUnreadable) return cause;
  const field = (name: string): unknown =>
    typeof cause === 'object' && cause !== null ? Reflect.get(cause, name) : '';
  return new EventsUnreadable(place, REASONS[String(field('code'))] ?? String(field('message') || cause), { cause });
}
