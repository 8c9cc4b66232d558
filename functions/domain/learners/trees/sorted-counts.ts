/**
 * The distinct values of one feature in ascending order, each with its weight per class. add O(log values) and a shift of the values
 * above; memory O(values x classes). -0 and 0 are one value.
 */
import type { FloatReader, FloatWriter } from './float-list';

const FIRST = 8;

export class SortedCounts {
  size = 0;
  private values = new Float64Array(FIRST);
  private weights: Float64Array;

  constructor(private readonly classes: number) {
    this.weights = new Float64Array(FIRST * classes);
  }

  add(value: number, label: number, weight: number): void {
    const { classes } = this;
    const at = this.rankOf(value);
    if (at === this.size || this.values[at]! !== value) this.insert(at, value);
    this.weights[at * classes + label] = this.weights[at * classes + label]! + weight;
  }

  valueAt(at: number): number {
    return this.values[at]!;
  }

  /** Adds the weight per class of all values to `sums` from `from` on. */
  addTotals(sums: Float64Array, from: number): void {
    const { classes, weights, size } = this;
    for (let at = 0; at < size * classes; at++) {
      const label = from + (at % classes);
      sums[label] = sums[label]! + weights[at]!;
    }
  }

  /** Moves the weight of one value from the second branch of `post` to the first. Rounding never leaves less than nothing. */
  moveAcross(at: number, post: Float64Array): void {
    const { classes, weights } = this;
    for (let label = 0; label < classes; label++) {
      const weight = weights[at * classes + label]!;
      post[label] = post[label]! + weight;
      post[classes + label] = Math.max(0, post[classes + label]! - weight);
    }
  }

  bytes(): number {
    return this.values.byteLength + this.weights.byteLength;
  }

  write(to: FloatWriter): void {
    to.put(this.size);
    to.putAll(this.values.subarray(0, this.size));
    to.putAll(this.weights.subarray(0, this.size * this.classes));
  }

  read(from: FloatReader): void {
    this.size = from.takeLength();
    while (this.values.length < this.size) this.grow();
    from.fill(this.values.subarray(0, this.size));
    from.fill(this.weights.subarray(0, this.size * this.classes));
  }

  /** How many values are below this one. */
  private rankOf(value: number): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.values[middle]! < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private insert(at: number, value: number): void {
    const { classes } = this;
    if (this.size === this.values.length) this.grow();
    this.values.copyWithin(at + 1, at, this.size);
    this.weights.copyWithin((at + 1) * classes, at * classes, this.size * classes);
    this.values[at] = value;
    this.weights.fill(0, at * classes, (at + 1) * classes);
    this.size += 1;
  }

  private grow(): void {
    const [values, weights] = [this.values, this.weights];
    this.values = new Float64Array(2 * values.length);
    this.weights = new Float64Array(2 * weights.length);
    this.values.set(values);
    this.weights.set(weights);
  }
}
