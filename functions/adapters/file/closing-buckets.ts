/**
 * Waiting entries by the minute in which their windows end, so that closing looks at what is due and at nothing else. Adding and
 * removing an entry is O(1), and O(log minutes held) more when a minute is the first of its kind or gets empty.
 */
import { windowSequence } from '../../domain/labels/window-sequence';
import { compareSequences, type Sequence } from '../../domain/lineage/sequence';
import type { WaitingEntry } from './waiting-entry';

const MINUTE_MS = 60_000;
const minuteOf = (endMs: number): number => Math.floor(endMs / MINUTE_MS);

export interface ClosingBucket {
  readonly minute: number;
  readonly entries: WaitingEntry[];
  /** By windowSequence, sorted when first looked at; what was removed since is still in it. null: something was added. */
  ordered: readonly WaitingEntry[] | null;
}

export class ClosingBuckets {
  private readonly buckets = new Map<number, ClosingBucket>();
  /** The keys of `buckets`, ascending. */
  private readonly minutes: number[] = [];

  /** Puts the entry where its window ends now. */
  add(entry: WaitingEntry): void {
    this.remove(entry);
    const bucket = this.bucketOf(minuteOf(entry.item.endMs));
    entry.bucket = bucket;
    entry.place = bucket.entries.length;
    entry.sequence = null;
    bucket.entries.push(entry);
    bucket.ordered = null;
  }

  /** Nothing happens to an entry that is in no bucket. */
  remove(entry: WaitingEntry): void {
    const { bucket } = entry;
    if (bucket === null) return;
    const last = bucket.entries.pop()!;
    if (last !== entry) {
      bucket.entries[entry.place] = last;
      last.place = entry.place;
    }
    entry.bucket = null;
    if (bucket.entries.length > 0) return;
    this.buckets.delete(bucket.minute);
    this.minutes.splice(this.placeOf(bucket.minute), 1);
  }

  /** Those whose windows end at or before `endMs`, in order of their windowSequence. Add and remove nothing meanwhile. */
  *upTo(endMs: number): Generator<WaitingEntry> {
    for (const minute of this.minutes) {
      if (minute > minuteOf(endMs)) return;
      const bucket = this.buckets.get(minute)!;
      for (const entry of inOrder(bucket)) {
        if (entry.bucket !== bucket) continue;
        if (entry.item.endMs > endMs) return;
        yield entry;
      }
    }
  }

  private bucketOf(minute: number): ClosingBucket {
    let bucket = this.buckets.get(minute);
    if (bucket === undefined) {
      bucket = { minute, entries: [], ordered: null };
      this.buckets.set(minute, bucket);
      this.minutes.splice(this.placeOf(minute), 0, minute);
    }
    return bucket;
  }

  /** Where `minute` is, or belongs. */
  private placeOf(minute: number): number {
    let low = 0;
    let high = this.minutes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.minutes[middle]! < minute) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function inOrder(bucket: ClosingBucket): readonly WaitingEntry[] {
  bucket.ordered ??= bucket.entries.toSorted((a, b) => compareSequences(sequenceOf(a), sequenceOf(b)));
  return bucket.ordered;
}

function sequenceOf(entry: WaitingEntry): Sequence {
  entry.sequence ??= windowSequence(entry.item.endMs, entry.eventId);
  return entry.sequence;
}
