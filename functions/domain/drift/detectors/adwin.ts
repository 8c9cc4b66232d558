/**
 * What is the mean of this stream now, over as long a window as nothing says that it changed within? ADWIN2 of Bifet and Gavaldà,
 * "Learning from time-changing data with adaptive windowing" (SIAM International Conference on Data Mining, 2007): the window is
 * kept as an exponential histogram (bucket-rows.ts); every `clock` values each border between two buckets is a place where it may be
 * cut, and while the means of some older and newer part differ by more than
 *
 *   sqrt(2 m s² ln(2 ln(n) / delta)) + 2/3 m ln(2 ln(n) / delta)     m = 1 / (n0 - minWindow + 1) + 1 / (n1 - minWindow + 1)
 *
 * (s² the window's variance, n its length), the oldest bucket goes.
 *
 * Defaults are river's, which after a change starts with an empty window at the next value. MOA keeps what is left, as the paper
 * does, and cuts only parts of seven values or more: ADWIN_OF_MOA. Numbers agree with theirs to the bit, but for windows of
 * some 400,000 values, where MOA's product of two bucket sizes overflows 32 bits.
 *
 * O(1) amortised per value and O(log n) each `clock` values; O(log n) memory, 1 KB for a thousand values. Without data mean and
 * variance are 0. NaN, infinite, and larger than 1e100 are refused.
 */
import { countOf, expectState, floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import { BucketRows } from './bucket-rows';
import { type DriftDetector, expectNumber, expectSetting, expectWhole, ofSettings } from './drift-detector';

export interface AdwinOptions {
  /** The chance of a false alarm at a check, in (0, 1]. @default 0.002 */
  readonly delta?: number;
  /** Values from one check to the next. @default 32 */
  readonly clock?: number;
  /** Of one size, at least 2. @default 5 */
  readonly maxBuckets?: number;
  /** Taken off both parts in the bound, and what they must have, at least. @default 5 */
  readonly minWindow?: number;
  /** What both parts of a cut must have, at least `minWindow`. @default minWindow */
  readonly minPart?: number;
  /** The first check comes after more values than this. @default 10 */
  readonly grace?: number;
  /** Whether the value after a change finds an empty window, or what was left by the cut. @default true */
  readonly restarts?: boolean;
}

export const ADWIN_OF_MOA = { minPart: 7, restarts: false } as const;

// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a border.
const { abs, log, max, sqrt } = Math;

const KIND = 'adwin';
const FORMAT = 1;

export class Adwin implements DriftDetector {
  private length = 0;
  private sum = 0;
  private squares = 0;
  private ticks = 0;
  private changed = false;
  private changes = 0;

  private constructor(
    private readonly delta: number,
    private readonly clock: number,
    private readonly maxBuckets: number,
    private readonly minWindow: number,
    private readonly minPart: number,
    private readonly grace: number,
    private readonly restarts: boolean,
    private readonly buckets: BucketRows,
  ) {}

  static create(options: AdwinOptions = {}): Adwin {
    return Adwin.of(options, (maxBuckets) => new BucketRows(maxBuckets));
  }

  private static of(options: AdwinOptions, bucketsOf: (maxBuckets: number) => BucketRows): Adwin {
    const { delta = 0.002, clock = 32, maxBuckets = 5, minWindow = 5, grace = 10, restarts = true } = options;
    const { minPart = minWindow } = options;
    expectSetting('the delta of ADWIN', delta, Number.MIN_VALUE, 1);
    expectWhole('the clock of ADWIN', clock, 1);
    expectWhole('maxBuckets of ADWIN', maxBuckets, 2);
    expectWhole('minWindow of ADWIN', minWindow, 1);
    expectWhole('minPart of ADWIN', minPart, minWindow);
    expectWhole('the grace of ADWIN', grace, 0);
    return new Adwin(delta, clock, maxBuckets, minWindow, minPart, grace, restarts, bucketsOf(maxBuckets));
  }

  static load(state: SavedState): Adwin {
    expectState(state, KIND, FORMAT);
    const maxBuckets = numberOf(state, 'maxBuckets');
    const options = {
      delta: numberOf(state, 'delta'),
      clock: numberOf(state, 'clock'),
      maxBuckets,
      minWindow: numberOf(state, 'minWindow'),
      minPart: numberOf(state, 'minPart'),
      grace: numberOf(state, 'grace'),
      restarts: state.scalars.restarts === true,
    };
    const loaded = ofSettings(state, () => Adwin.of(options, () => BucketRows.load(state, maxBuckets)));
    const sums = floatsOf(state, 'sums', 3);
    loaded.length = sums[0]!;
    loaded.sum = sums[1]!;
    loaded.squares = sums[2]!;
    loaded.ticks = countOf(state, 'ticks');
    loaded.changes = countOf(state, 'detections');
    loaded.changed = state.scalars.changed === true;
    return loaded;
  }

  save(): SavedState {
    const { delta, clock, maxBuckets, minWindow, minPart, grace, restarts, ticks, changed } = this;
    const settings = { delta, clock, maxBuckets, minWindow, minPart, grace, restarts };
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...settings, ticks, changed, detections: this.changes },
      arrays: { sums: Float64Array.of(this.length, this.sum, this.squares), ...this.buckets.save() },
    };
  }

  /** Whether the window was cut. */
  update(value: number): boolean {
    expectNumber(value);
    if (this.changed && this.restarts) this.restart();
    this.insert(value);
    this.ticks += 1;
    this.changed = this.ticks % this.clock === 0 && this.length > this.grace && this.cut();
    if (this.changed) this.changes += 1;
    return this.changed;
  }

  get isWarning(): boolean {
    return false;
  }

  /** Values in the window. */
  get width(): number {
    return this.length;
  }

  get total(): number {
    return this.sum;
  }

  get mean(): number {
    return this.length === 0 ? 0 : this.sum / this.length;
  }

  /** Of the population: divided by the width. Never below 0, which rounding could bring about after values of very different size. */
  get variance(): number {
    return this.length === 0 ? 0 : max(0, this.squares / this.length);
  }

  /** Changes since it was created. */
  get detections(): number {
    return this.changes;
  }

  private restart(): void {
    this.buckets.clear();
    this.length = 0;
    this.sum = 0;
    this.squares = 0;
    this.ticks = 0;
  }

  private insert(value: number): void {
    const before = this.length;
    if (before > 0) {
      const apart = value - this.sum / before;
      this.squares += (before * apart * apart) / (before + 1);
    }
    this.length = before + 1;
    this.sum += value;
    this.buckets.add(value);
  }

  private cut(): boolean {
    let isCut = false;
    while (this.differs()) {
      this.dropOldest();
      isCut = true;
    }
    return isCut;
  }

  /** From the oldest bucket on: is there a border with too different means on its two sides? */
  private differs(): boolean {
    const { minPart, minWindow, length, sum } = this;
    const { lengths, totals, stride, rows } = this.buckets;
    const logarithm = log((2 * log(length)) / this.delta);
    const variance = this.variance;
    let older = 0;
    let olderSum = 0;
    let newerSum = sum;
    let size = 2 ** (rows - 1);
    for (let row = rows - 1; row >= 0; row--) {
      const begin = row * stride;
      const end = begin + lengths[row]!;
      for (let at = begin; at < end; at++) {
        older += size;
        olderSum += totals[at]!;
        newerSum -= totals[at]!;
        const newer = length - older;
        if (newer < minPart) return false;
        if (older < minPart) continue;
        const apart = abs(olderSum / older - newerSum / newer);
        const m = 1 / (older - minWindow + 1) + 1 / (newer - minWindow + 1);
        if (apart > sqrt(2 * m * variance * logarithm) + (2 / 3) * logarithm * m) return true;
      }
      size /= 2;
    }
    return false;
  }

  private dropOldest(): void {
    const { rows, stride, totals, squares } = this.buckets;
    const size = 2 ** (rows - 1);
    const at = (rows - 1) * stride;
    const total = totals[at]!;
    this.length -= size;
    this.sum -= total;
    const apart = total / size - this.sum / this.length;
    this.squares -= squares[at]! + (size * this.length * apart * apart) / (size + this.length);
    this.buckets.dropLast();
  }
}
