/**
 * How do the outcomes go with one numeric feature, seen from one leaf? Bins of neighbouring values, each with its least and greatest
 * value and the outcomes' weight, mean and squares. A value within a bin joins it, any other becomes a bin of its own, and when
 * there are too many, the two neighbours that together are narrowest become one. So every place between two bins is a cut whose
 * statistics are exactly those of the values on either side, as in the extended binary search tree of FIMT-DD (Ikonomovska, Gama and
 * Džeroski 2011); what the bound on bins costs is cuts, never correctness. Without a bound every value is a bin.
 *
 * add O(log bins), and a pass over the bins for a value between two of them; cuts O(bins). 40 bytes a bin. Missing and infinite values
 * are passed over by who calls. A few values far out take a bin each; dozens of them leave few bins to the rest.
 */
import type { FloatReader, FloatWriter } from '../float-list';
import { bestCut, type Cut } from './best-cut';
import type { RegressionTreeSettings } from './settings';
import { addTarget, addTargets, TARGET_NUMBERS } from './target-moments';

const LEAST = 0;
const MOST = 1;
const TARGETS = 2;
const STRIDE = TARGETS + TARGET_NUMBERS;
const FIRST = 8;
const GROWTH = 4;

export class TargetBins {
  private size = 0;
  private numbers = new Float64Array(FIRST * STRIDE);

  constructor(private readonly settings: RegressionTreeSettings) {}

  add(value: number, outcome: number, weight: number): void {
    const { numbers, size } = this;
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (numbers[middle * STRIDE + MOST]! < value) low = middle + 1;
      else high = middle;
    }
    if (low < size && numbers[low * STRIDE]! <= value) {
      addTarget(numbers, low * STRIDE + TARGETS, outcome, weight);
      return;
    }
    this.insert(low, value);
    addTarget(this.numbers, low * STRIDE + TARGETS, outcome, weight);
    const { bins } = this.settings;
    if (bins !== null && this.size > bins) this.joinNarrowest();
  }

  bestCut(): Cut | null {
    return bestCut(this.settings, this.numbers, this.size, STRIDE, TARGETS);
  }

  /** The greatest value of this bin. */
  thresholdOf(bin: number): number {
    return this.numbers[bin * STRIDE + MOST]!;
  }

  /** Takes the outcomes of the bins up to `last` into the first group of `post`, and of those after it into the second. */
  addSides(last: number, post: Float64Array): void {
    for (let bin = 0; bin < this.size; bin++) {
      addTargets(post, bin <= last ? 0 : TARGET_NUMBERS, this.numbers, bin * STRIDE + TARGETS);
    }
  }

  bytes(): number {
    return this.numbers.byteLength;
  }

  write(to: FloatWriter): void {
    to.put(this.size);
    to.putAll(this.numbers.subarray(0, this.size * STRIDE));
  }

  read(from: FloatReader): void {
    this.size = from.takeLength();
    while (this.numbers.length < this.size * STRIDE) this.grow();
    from.fill(this.numbers.subarray(0, this.size * STRIDE));
  }

  private insert(bin: number, value: number): void {
    if ((this.size + 1) * STRIDE > this.numbers.length) this.grow();
    const { numbers } = this;
    const at = bin * STRIDE;
    numbers.copyWithin(at + STRIDE, at, this.size * STRIDE);
    numbers.fill(0, at, at + STRIDE);
    numbers[at + LEAST] = value;
    numbers[at + MOST] = value;
    this.size += 1;
  }

  private joinNarrowest(): void {
    const { numbers, size } = this;
    let narrowest = 0;
    let width = Number.POSITIVE_INFINITY;
    for (let bin = 0, at = 0; bin < size - 1; bin++, at += STRIDE) {
      const joined = numbers[at + STRIDE + MOST]! - numbers[at]!;
      if (joined < width) {
        narrowest = bin;
        width = joined;
      }
    }
    const at = narrowest * STRIDE;
    numbers[at + MOST] = numbers[at + STRIDE + MOST]!;
    addTargets(numbers, at + TARGETS, numbers, at + STRIDE + TARGETS);
    numbers.copyWithin(at + STRIDE, at + 2 * STRIDE, size * STRIDE);
    this.size -= 1;
  }

  private grow(): void {
    const { bins } = this.settings;
    const wanted = GROWTH * this.numbers.length;
    const most = bins === null ? wanted : Math.max((bins + 1) * STRIDE, 2 * this.numbers.length);
    const larger = new Float64Array(Math.min(wanted, most));
    larger.set(this.numbers);
    this.numbers = larger;
  }
}
