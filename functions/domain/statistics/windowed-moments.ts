/**
 * What are the mean and the variance of the last N values?
 *
 * A queue of two stacks ("Two-Stacks"; Tangwongsan, Hirzel and Schneider, "Low-latency sliding-window aggregation in worst-case
 * constant time", DEBS 2017). The newer values are one running aggregate; for the older ones the aggregate of each suffix is kept, and
 * the window is the oldest remaining suffix merged with the newer part (Chan, Golub and LeVeque 1979). When no suffix remains, the newer
 * part becomes the older. Nothing is ever subtracted, so no rounding is left behind by values that have gone: the error is that of
 * at most N additions, however long the stream. O(1) amortised per value, 24 bytes a value.
 *
 * Without data both are null. NaN and infinite values are missing and do not enter the window. No merge: which of two streams' values
 * are the last N is not known. The state is the window alone; the aggregates follow from it, to the bit.
 */
import { arrayOf, expectScalar, expectState, numberOf, type SavedState, StateRefused } from '../state/saved-state';

const KIND = 'windowed-moments';
const FORMAT = 1;

export class WindowedMoments {
  private readonly values: Float64Array;
  /** Per slot of an older value: mean and squared deviations of it and all older-part values after it. */
  private readonly suffixMeans: Float64Array;
  private readonly suffixSquares: Float64Array;
  /** Slot of the oldest value; how many there are; how many of them are the older part. */
  private oldest = 0;
  private held = 0;
  private older = 0;
  private newerMean = 0;
  private newerSquares = 0;

  private constructor(readonly size: number) {
    this.values = new Float64Array(size);
    this.suffixMeans = new Float64Array(size);
    this.suffixSquares = new Float64Array(size);
  }

  /** @param size how many values, at least 1 */
  static create(size: number): WindowedMoments {
    if (!(Number.isSafeInteger(size) && size >= 1)) throw new RangeError(`a window holds 1 value or more, not ${size}`);
    return new WindowedMoments(size);
  }

  static load(state: SavedState, size: number): WindowedMoments {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'size', size);
    const values = arrayOf(state, 'values', Float64Array);
    const older = numberOf(state, 'older');
    if (values.length > size || !(Number.isInteger(older) && older >= 0 && older <= values.length)) {
      throw new StateRefused(`the ${KIND} state holds ${values.length} values, ${older} of them older, of ${size}`);
    }
    const window = new WindowedMoments(size);
    for (let at = 0; at < older; at++) window.push(values[at]!);
    window.turn();
    for (let at = older; at < values.length; at++) window.push(values[at]!);
    return window;
  }

  add(value: number): void {
    if (value - value !== 0) return;
    if (this.held === this.size) {
      if (this.older === 0) this.turn();
      this.oldest = this.oldest + 1 === this.size ? 0 : this.oldest + 1;
      this.older -= 1;
      this.held -= 1;
    }
    this.push(value);
  }

  get count(): number {
    return this.held;
  }

  get mean(): number | null {
    if (this.held === 0) return null;
    if (this.older === 0) return this.newerMean;
    const mean = this.suffixMeans[this.oldest]!;
    return mean + (this.newerMean - mean) * this.newerShare();
  }

  /** Of the population: divided by the number of values. */
  get variance(): number | null {
    return this.held > 0 ? this.squares() / this.held : null;
  }

  /** Of a sample: divided by the number of values less 1, which has to be above 0. */
  get sampleVariance(): number | null {
    return this.held > 1 ? this.squares() / (this.held - 1) : null;
  }

  save(): SavedState {
    const { size, held, oldest, older } = this;
    const values = new Float64Array(held);
    for (let at = 0; at < held; at++) values[at] = this.values[(oldest + at) % size]!;
    return { kind: KIND, format: FORMAT, scalars: { size, older }, arrays: { values } };
  }

  private newerShare(): number {
    return (this.held - this.older) / this.held;
  }

  private squares(): number {
    if (this.older === 0) return this.newerSquares;
    const apart = this.newerMean - this.suffixMeans[this.oldest]!;
    return this.suffixSquares[this.oldest]! + this.newerSquares + apart * apart * this.older * this.newerShare();
  }

  private push(value: number): void {
    const slot = this.oldest + this.held;
    this.values[slot < this.size ? slot : slot - this.size] = value;
    this.held += 1;
    const apart = value - this.newerMean;
    this.newerMean += apart / (this.held - this.older);
    this.newerSquares += apart * (value - this.newerMean);
  }

  /** The newer part becomes the older: the aggregate of each suffix, from the newest value back. */
  private turn(): void {
    let mean = 0;
    let squares = 0;
    for (let at = this.held - 1; at >= 0; at--) {
      const slot = (this.oldest + at) % this.size;
      const apart = this.values[slot]! - mean;
      mean += apart / (this.held - at);
      squares += apart * (this.values[slot]! - mean);
      this.suffixMeans[slot] = mean;
      this.suffixSquares[slot] = squares;
    }
    this.older = this.held;
    this.newerMean = 0;
    this.newerSquares = 0;
  }
}
