/**
 * How often does a leaf see each category of one feature, by class? Weight per slot and class; a probability is smoothed by adding
 * one to each category seen (Laplace). learn and logProbability O(1), splits O(categories x classes). Without data it says nothing; where
 * only other classes have been seen it is 0.
 */
import type { FloatReader, FloatWriter } from './float-list';
import type { TreeSettings } from './settings';
import { splitMerit } from './split-merit';
import { ALL_CATEGORIES, ONE_CATEGORY, type SplitSuggestion } from './split-suggestion';

/** The logarithm of 0. */
const NOTHING = Number.NEGATIVE_INFINITY;
const FIRST_ROWS = 4;
/** Of a map's entry, as engines lay it out. */
const BYTES_PER_SLOT = 40;

export class CategoryCounts {
  private readonly rowOf = new Map<number, number>();
  private rows: Float64Array;
  private readonly totals: Float64Array;
  private readonly classes: number;

  constructor(
    private readonly settings: TreeSettings,
    readonly feature: number,
  ) {
    this.classes = settings.classes;
    this.rows = new Float64Array(FIRST_ROWS * settings.classes);
    this.totals = new Float64Array(settings.classes);
  }

  learn(slot: number, label: number, weight: number): void {
    let row = this.rowOf.get(slot);
    if (row === undefined) {
      row = this.rowOf.size;
      this.rowOf.set(slot, row);
      if ((row + 1) * this.classes > this.rows.length) this.grow();
    }
    const at = row * this.classes + label;
    this.rows[at] = this.rows[at]! + weight;
    this.totals[label] = this.totals[label]! + weight;
  }

  logProbability(slot: number, label: number): number {
    const total = this.totals[label]!;
    if (!(total > 0)) return this.rowOf.size === 0 ? 0 : NOTHING;
    const row = this.rowOf.get(slot);
    const weight = row === undefined ? 0 : this.rows[row * this.classes + label]!;
    return Math.log((weight + 1) / (total + this.reckoned()));
  }

  bestSplit(pre: Float64Array): SplitSuggestion | null {
    const { binarySplits, criterion } = this.settings;
    const { feature, classes } = this;
    const slots = [...this.rowOf.keys()];
    if (slots.length === 0) return null;
    let best: SplitSuggestion | null = null;
    if (!binarySplits) {
      const post = this.rows.slice(0, slots.length * classes);
      best = { test: ALL_CATEGORIES, feature, threshold: 0, slots, merit: splitMerit(criterion, pre, post), post };
    }
    for (let row = 0; row < slots.length; row++) {
      const post = this.oneAgainstRest(row);
      const merit = splitMerit(criterion, pre, post);
      if (best === null || merit > best.merit) {
        best = { test: ONE_CATEGORY, feature, threshold: slots[row]!, slots: [], merit, post };
      }
    }
    return best;
  }

  bytes(): number {
    return this.rows.byteLength + this.totals.byteLength + BYTES_PER_SLOT * this.rowOf.size;
  }

  write(to: FloatWriter): void {
    to.put(this.rowOf.size);
    for (const slot of this.rowOf.keys()) to.put(slot);
    to.putAll(this.rows.subarray(0, this.rowOf.size * this.classes));
    to.putAll(this.totals);
  }

  read(from: FloatReader): void {
    const count = from.takeLength();
    for (let row = 0; row < count; row++) this.rowOf.set(from.take(), row);
    while (this.rows.length < count * this.classes) this.grow();
    from.fill(this.rows.subarray(0, count * this.classes));
    from.fill(this.totals);
  }

  private reckoned(): number {
    if (this.settings.categories === 'hashed') return this.rowOf.size;
    let greatest = -1;
    for (const slot of this.rowOf.keys()) if (slot > greatest) greatest = slot;
    return greatest + 1;
  }

  private oneAgainstRest(row: number): Float64Array {
    const { rows, totals, classes } = this;
    const post = new Float64Array(2 * classes);
    for (let label = 0; label < classes; label++) {
      const own = rows[row * classes + label]!;
      post[label] = own;
      // Rounding never leaves less than nothing.
      post[classes + label] = Math.max(0, totals[label]! - own);
    }
    return post;
  }

  private grow(): void {
    const larger = new Float64Array(2 * this.rows.length);
    larger.set(this.rows);
    this.rows = larger;
  }
}
