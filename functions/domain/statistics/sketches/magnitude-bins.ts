/**
 * How much weight fell into each of a run of numbered bins? Dense counts that grow with the numbers seen, bounded: beyond `most` bins the
 * lowest are counted in the lowest that is kept, wherever the highest lies in the end, so that the order of values and merges
 * does not matter. O(1) amortised per count, O(bins) memory.
 */
import type { StateArray } from '../../state/saved-state';

export class MagnitudeBins {
  private counts = new Float64Array(0);
  /** The bin of counts[0]. */
  private first = 0;
  private highest = Number.NEGATIVE_INFINITY;

  constructor(private readonly most: number) {}

  add(bin: number, weight: number): void {
    if (bin > this.highest) this.raiseTo(bin);
    const lowest = this.highest - this.most + 1;
    const kept = Math.max(bin, lowest);
    if (kept < this.first) this.growDownTo(kept);
    this.counts[kept - this.first]! += weight;
  }

  /** Summed by bin, so that it does not depend on the order in which weights came. O(bins). */
  get total(): number {
    let total = 0;
    for (let at = 0; at < this.counts.length; at++) total += this.counts[at]!;
    return total;
  }

  addAll(other: MagnitudeBins): void {
    for (let at = other.counts.length - 1; at >= 0; at--) {
      if (other.counts[at]! > 0) this.add(other.first + at, other.counts[at]!);
    }
  }

  /** The lowest bin at which the weight up to it reaches `wanted`, counted from the lowest; the highest where rounding keeps it from it. */
  ascending(wanted: number): number {
    let upTo = 0;
    for (let at = 0; at < this.counts.length; at++) {
      upTo += this.counts[at]!;
      if (upTo >= wanted && upTo > 0) return this.first + at;
    }
    return this.highest;
  }

  /** The same counted from the highest down. */
  descending(wanted: number): number {
    let downTo = 0;
    let lowest = this.highest;
    for (let at = this.counts.length - 1; at >= 0 && (downTo < wanted || downTo === 0); at--) {
      downTo += this.counts[at]!;
      if (this.counts[at]! > 0) lowest = this.first + at;
    }
    return lowest;
  }

  /** Bins that hold something and their weights, ascending. */
  save(): { readonly bins: Int32Array; readonly weights: Float64Array } {
    const held = Array.from(this.counts.keys()).filter((at) => this.counts[at]! > 0);
    return {
      bins: Int32Array.from(held, (at) => this.first + at),
      weights: Float64Array.from(held, (at) => this.counts[at]!),
    };
  }

  static load(most: number, bins: StateArray, weights: StateArray): MagnitudeBins {
    const loaded = new MagnitudeBins(most);
    for (let at = bins.length - 1; at >= 0; at--) loaded.add(bins[at]!, weights[at]!);
    return loaded;
  }

  private raiseTo(bin: number): void {
    if (this.counts.length === 0) {
      this.counts = new Float64Array(1);
      this.first = bin;
    }
    this.highest = bin;
    const lowest = bin - this.most + 1;
    if (lowest > this.first) this.collapseBelow(lowest);
    if (bin >= this.first + this.counts.length) this.growUpTo(bin);
  }

  private collapseBelow(lowest: number): void {
    const gone = Math.min(lowest - this.first, this.counts.length);
    let weight = 0;
    for (let at = 0; at < gone; at++) weight += this.counts[at]!;
    const rest = this.counts.subarray(gone);
    const counts = new Float64Array(Math.max(1, rest.length));
    counts.set(rest);
    counts[0]! += weight;
    this.counts = counts;
    this.first = lowest;
  }

  private growUpTo(bin: number): void {
    const counts = new Float64Array(this.roomFor(bin - this.first + 1));
    counts.set(this.counts);
    this.counts = counts;
  }

  private growDownTo(bin: number): void {
    const held = this.counts.subarray(0, this.highest - this.first + 1);
    const counts = new Float64Array(this.roomFor(this.highest - bin + 1));
    counts.set(held, counts.length - held.length);
    this.counts = counts;
    this.first = this.highest - counts.length + 1;
  }

  /** Twice what is needed, within the bound. */
  private roomFor(bins: number): number {
    return Math.min(this.most, 2 * bins);
  }
}
