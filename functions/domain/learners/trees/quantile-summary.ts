/**
 * What weight of a stream is at or below a value? The summary of Greenwald and Khanna, "Space-efficient online computation of quantile
 * summaries" (SIGMOD 2001), for weighted values: some of the values seen, between which the weight is known to within twice the
 * rank error. Whatever the order, an answer is off by at most `rankError` of the whole weight; exact for values that are kept
 * until they are too many. Where the same values come again and again, each is one entry.
 *
 * add O(log entries) and a shift of those above, and now and then a pass over all; rank and quantile O(entries), about 1 / rankError of them,
 * 32 bytes each. Without data a rank is 0. -0 and 0 are one value.
 */
import type { FloatReader, FloatWriter } from './float-list';

/** Of each entry: */
const VALUE = 0;
/** weight of this very value, of others since the entry before, and by how much more may be at or below it. */
const OWN = 1;
const BETWEEN = 2;
const SLACK = 3;
const STRIDE = 4;
const FIRST = 8;

export class QuantileSummary {
  private size = 0;
  private total = 0;
  private entries = new Float64Array(FIRST * STRIDE);

  constructor(private readonly rankError: number) {}

  get weight(): number {
    return this.total;
  }

  add(value: number, weight: number): void {
    this.total += weight;
    const at = this.placeOf(value) * STRIDE;
    const end = this.size * STRIDE;
    if (at < end && this.entries[at]! === value) {
      this.entries[at + OWN] = this.entries[at + OWN]! + weight;
      return;
    }
    const slack = at < end ? this.entries[at + BETWEEN]! + this.entries[at + SLACK]! : 0;
    this.entries.copyWithin(at + STRIDE, at, end);
    this.entries[at + VALUE] = value;
    this.entries[at + OWN] = weight;
    this.entries[at + BETWEEN] = 0;
    this.entries[at + SLACK] = slack;
    this.size += 1;
    if (this.size * STRIDE === this.entries.length) this.makeRoom();
  }

  /** The weight at or below the value. */
  rank(value: number): number {
    const { entries, size } = this;
    let sure = 0;
    let slack = 0;
    let at = 0;
    for (; at < size * STRIDE && entries[at]! <= value; at += STRIDE) {
      sure += entries[at + OWN]! + entries[at + BETWEEN]!;
      slack = entries[at + SLACK]!;
    }
    const exact = at > 0 && entries[at - STRIDE]! === value;
    if (!exact) slack = at > 0 && at < size * STRIDE ? entries[at + BETWEEN]! + entries[at + SLACK]! : 0;
    return Math.min(this.total, sure + slack / 2);
  }

  /** The first value kept that has at least this share of the weight at or below it; `share` is at most 1. */
  quantile(share: number): number {
    const { entries, size } = this;
    let sure = 0;
    for (let at = 0; at < (size - 1) * STRIDE; at += STRIDE) {
      sure += entries[at + OWN]! + entries[at + BETWEEN]!;
      if (sure + entries[at + SLACK]! / 2 >= share * this.total) return entries[at]!;
    }
    return entries[(size - 1) * STRIDE]!;
  }

  bytes(): number {
    return this.entries.byteLength;
  }

  write(to: FloatWriter): void {
    to.put(this.total);
    to.put(this.entries.length / STRIDE);
    to.put(this.size);
    to.putAll(this.entries.subarray(0, this.size * STRIDE));
  }

  read(from: FloatReader): void {
    this.total = from.take();
    const room = from.take();
    this.size = from.takeLength();
    // The room decides when entries are joined next. It never is more than what the entries have needed.
    while (this.entries.length < room * STRIDE || this.entries.length < this.size * STRIDE) this.grow();
    from.fill(this.entries.subarray(0, this.size * STRIDE));
  }

  /** How many entries are below this value. */
  private placeOf(value: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle * STRIDE]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private makeRoom(): void {
    this.join();
    if (2 * this.size * STRIDE > this.entries.length) this.grow();
  }

  /** Drops entries whose weight the next one can take without saying less than it may. The least and the greatest value stay. */
  private join(): void {
    const { entries } = this;
    const allowed = 2 * this.rankError * this.total;
    let to = (this.size - 1) * STRIDE;
    for (let at = to - STRIDE; at >= 0; at -= STRIDE) {
      const taken = entries[at + OWN]! + entries[at + BETWEEN]!;
      if (at > 0 && taken + entries[to + BETWEEN]! + entries[to + SLACK]! <= allowed) {
        entries[to + BETWEEN] = entries[to + BETWEEN]! + taken;
      } else {
        to -= STRIDE;
        entries.copyWithin(to, at, at + STRIDE);
      }
    }
    entries.copyWithin(0, to, this.size * STRIDE);
    this.size -= to / STRIDE;
  }

  private grow(): void {
    const larger = new Float64Array(2 * this.entries.length);
    larger.set(this.entries);
    this.entries = larger;
  }
}
