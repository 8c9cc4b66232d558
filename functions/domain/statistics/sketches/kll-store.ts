/**
 * The items of a KLL sketch in one array: free room first, then the levels from the lowest up, all sorted but the lowest. An item of level i
 * stands for 2^i values. A value goes into the room in front of the lowest level; when there is none, the lowest level that is full
 * keeps every other item, which moves up. O(1) amortised per value. In memory an item takes 8 bytes whatever its type: code that meets arrays of
 * two types is slower with both.
 */
import { halveToEnd, halveToFront, mergeSorted } from './kll-compaction';
import { levelCapacity, MOST_LEVELS, totalCapacity } from './kll-levels';
import { type CoinFlips, flip, mergedLevels } from './kll-merge';
import type { KllType } from './kll-state';
import { sortRange } from './sort-range';

/** A name of its own, as each look-up of a global one costs where globals are not the engine's own. */
const toSingle = Math.fround;

export class KllStore {
  private readonly starts = new Int32Array(MOST_LEVELS + 1);
  private readonly capacities = new Int32Array(MOST_LEVELS);
  private height = 0;
  private items = new Float64Array(0);
  private readonly single: boolean;

  /** @param levels from the lowest up, at least one, of items of this type; copied */
  constructor(
    readonly k: number,
    readonly type: KllType,
    readonly flips: CoinFlips,
    levels: readonly Float64Array[],
  ) {
    this.single = type === 'float32';
    this.layOut(levels);
  }

  /** Gives the item as it is kept: rounded to its type. */
  push(value: number): number {
    const { starts } = this;
    if (starts[0] === 0) this.compact();
    const at = starts[0]! - 1;
    const item = this.itemOf(value);
    this.items[at] = item;
    starts[0] = at;
    return item;
  }

  /** Adds the items of these levels to its own. */
  takeIn(levels: readonly Float64Array[]): void {
    const lowest = levels[0]!;
    for (let at = 0; at < lowest.length; at++) this.push(lowest[at]!);
    if (levels.length === 1) return;
    const higher = [lowest.subarray(0, 0), ...levels.slice(1)];
    this.layOut(mergedLevels(this.k, this.levels(), higher, this.flips));
  }

  /** Takes in a value `weight` times: an item in the level of each binary digit of the weight. */
  pushRepeated(value: number, weight: number): void {
    const levels: Float64Array[] = [];
    for (let rest = weight; rest > 0; rest = Math.floor(rest / 2)) {
      levels.push(new Float64Array(rest % 2).fill(this.itemOf(value)));
    }
    this.takeIn(levels);
  }

  /** How many values the items up to `value` stand for. */
  countUpTo(value: number): number {
    const { items, starts } = this;
    let count = 0;
    let each = 1;
    for (let level = 0; level < this.height; level++) {
      const end = starts[level + 1]!;
      for (let at = starts[level]!; at < end; at++) if (items[at]! <= value) count += each;
      each *= 2;
    }
    return count;
  }

  /** Views of the levels, from the lowest up; they hold until the next change. */
  levels(): readonly Float64Array[] {
    const { starts } = this;
    return Array.from({ length: this.height }, (_, level) => this.items.subarray(starts[level], starts[level + 1]));
  }

  private itemOf(value: number): number {
    // -0 + 0 is 0.
    return (this.single ? toSingle(value) : value) + 0;
  }

  private layOut(levels: readonly Float64Array[]): void {
    const size = totalCapacity(this.k, levels.length);
    const items = new Float64Array(size);
    let at = size - levels.reduce((sum, { length }) => sum + length, 0);
    for (let level = 0; level < levels.length; level++) {
      this.starts[level] = at;
      items.set(levels[level]!, at);
      at += levels[level]!.length;
    }
    this.items = items;
    this.raiseTo(levels.length);
    this.starts[this.height] = size;
  }

  private raiseTo(height: number): void {
    this.height = height;
    for (let level = 0; level < height; level++) this.capacities[level] = levelCapacity(this.k, height, level);
  }

  /** Makes room where there is none. */
  private compact(): void {
    const level = this.lowestFull();
    if (level === this.height - 1) this.layOut([...this.levels(), new Float64Array(0)]);
    const { items, starts } = this;
    const start = starts[level]!;
    const end = starts[level + 1]!;
    const endAbove = starts[level + 2]!;
    const odd = (end - start) & 1;
    const from = start + odd;
    const half = (end - from) >> 1;
    if (level === 0) sortRange(items, from, end);
    if (endAbove === end) {
      halveToEnd(items, from, end - from, flip(this.flips));
    } else {
      halveToFront(items, from, end - from, flip(this.flips));
      mergeSorted(items, from, from + half, items, end, endAbove, items, from + half);
    }
    starts[level + 1] = end - half;
    starts[level] = end - half - odd;
    // The item that had no partner stays in its level.
    if (odd === 1) items[end - half - 1] = items[start]!;
    if (level === 0) return;
    for (let at = start - 1; at >= starts[0]!; at--) items[at + half] = items[at]!;
    for (let below = 0; below < level; below++) starts[below]! += half;
  }

  /** There is one: the levels are full together. */
  private lowestFull(): number {
    const { starts, capacities } = this;
    let level = 0;
    while (starts[level + 1]! - starts[level]! < capacities[level]!) level += 1;
    return level;
  }
}
