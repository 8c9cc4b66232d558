/**
 * Which windows end when: the ids that one call opened, with the ends of their windows, in a row that sorts by the first end.
 *
 *   take    writes the bucket, then its items          a crash in between leaves ids without an item, and no item without an entry
 *   join    that moves a window's end and leaves it open writes a bucket with the new end first
 *   close   reads buckets up to the watermark, reads their items, ends those whose end is the entry's; an entry whose item has
 *           another end is somebody else's, or not written yet
 *   close   deletes a bucket when all its windows are ended and settled
 *
 * So every item that waits has an entry with its end at any time. A call that failed and comes again may write the same ids into
 * another bucket; nobody minds. One write of some 30 bytes an id: 3 % of what the items cost.
 */
import { createHash } from 'node:crypto';
import { exactJson } from '../../exact-json';
import { closingKey, type Key, type Row } from './keys';
import { placeOf, textAt } from './rows';
import { packText, unpackText } from './text-body';

export interface ClosingEntry {
  readonly eventId: string;
  readonly endMs: number;
}

export interface ClosingBucket {
  readonly key: Key;
  readonly firstEndMs: number;
  /** Wall clock. */
  readonly writtenMs: number;
  readonly entries: readonly ClosingEntry[];
}

/** A bucket with one early end is read at every close until its last one: those with few entries are cheap to read. */
const SPAN_MS = 60_000;
const FEW_ENTRIES = 32;
/** Far below a row's 400 KB: ids are up to 256 characters of up to three bytes. */
const MOST_ENTRIES = 400;
const GZIP_ABOVE_BYTES = 900;

/** Entries that are due together, in as few buckets as that takes. O(n log n). */
export function cutBuckets(entries: readonly ClosingEntry[]): ClosingEntry[][] {
  const buckets: ClosingEntry[][] = [];
  let bucket: ClosingEntry[] = [];
  for (const entry of entries.toSorted((a, b) => a.endMs - b.endMs)) {
    const isLong = bucket.length >= FEW_ENTRIES && entry.endMs - bucket[0]!.endMs > SPAN_MS;
    if (bucket.length === 0 || isLong || bucket.length === MOST_ENTRIES) {
      bucket = [];
      buckets.push(bucket);
    }
    bucket.push(entry);
  }
  return buckets;
}

/** @param entries in order of their ends, at least one */
export function bucketRow(model: string, entries: readonly ClosingEntry[], writtenMs: number): Row {
  const text = exactJson([entries.map(({ eventId }) => eventId), entries.map(({ endMs }) => endMs)]);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { ...closingKey(model, entries[0]!.endMs, writtenMs, hash), b: packText(text, GZIP_ABOVE_BYTES) };
}

export function bucketOf(row: Row): ClosingBucket {
  const place = placeOf(row);
  const [eventIds, ends]: [string[], number[]] = JSON.parse(unpackText(row.b, place));
  const [pk, sk] = [textAt(row, 'pk'), textAt(row, 'sk')];
  return {
    key: { pk: { S: pk }, sk: { S: sk } },
    firstEndMs: ends[0]!,
    writtenMs: Number(sk.split('#')[1]),
    entries: eventIds.map((eventId, at) => ({ eventId, endMs: ends[at]! })),
  };
}
