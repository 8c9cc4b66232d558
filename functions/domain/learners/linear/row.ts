/**
 * One example as a linear model sees it: the coordinates that are not zero, and their values. Coordinate 0 is the intercept;
 * then come 2^hashBits hashed slots, then per numeric feature its standardised value, then per numeric feature 1 where it is
 * missing (the value counts as 0 there, the mean: what being missing means is learned apart).
 *
 * The entries of an example: the intercept first, then its hashed slots, each 1, then per numeric feature one of the two.
 * Two categories that share a slot are two entries. One row is filled again for every example: O(entries), no allocation.
 */
import type { FeatureBatch } from '../../features/batch';
import type { Problem } from '../learner';

/** Entry 0 of every row is coordinate 0. It is not regularised. */
export const INTERCEPT = 0;
const FIRST_SLOT = 1;

/** How numbers are made comparable before they meet a weight. NaN stays NaN. */
export interface RowScaler {
  /** Takes in a row of numbers from `values[at]` on. */
  learnRow(values: Float64Array, at: number, weight: number): void;
  /** Scales the row from `values[at]` on into `out`, from `out[to]` on. */
  scaleRow(values: Float64Array, at: number, out: Float64Array, to: number): void;
}

/** The coordinate of numeric feature 0; of a missing one, as many further on as there are numeric features. */
export const firstNumericOf = ({ hashBits }: Problem): number => FIRST_SLOT + 2 ** hashBits;

export const coordinatesOf = ({ hashBits, numericCount }: Problem): number =>
  FIRST_SLOT + 2 ** hashBits + 2 * numericCount;

export class Row {
  readonly count: number;
  readonly coordinate: Int32Array;
  readonly value: Float64Array;
  private readonly firstNumeric: number;

  /** Without an intercept its entry is 0: it adds nothing to the form, and no gradient reaches it. */
  constructor(problem: Problem, intercept: boolean) {
    this.firstNumeric = firstNumericOf(problem);
    this.count = 1 + problem.hashedCount + problem.numericCount;
    this.coordinate = new Int32Array(this.count);
    this.value = new Float64Array(this.count).fill(1);
    if (!intercept) this.value[INTERCEPT] = 0;
  }

  fill(batch: FeatureBatch, example: number, scaler: RowScaler): void {
    const { coordinate, value, firstNumeric } = this;
    const { hashed, hashedCount, numeric, numericCount } = batch;
    const ownSlots = example * hashedCount;
    for (let at = 0; at < hashedCount; at++) coordinate[1 + at] = FIRST_SLOT + hashed[ownSlots + at]!;
    if (numericCount === 0) return;
    const from = 1 + hashedCount;
    scaler.scaleRow(numeric, example * numericCount, value, from);
    for (let column = 0; column < numericCount; column++) {
      const scaled = value[from + column]!;
      if (!Number.isNaN(scaled)) coordinate[from + column] = firstNumeric + column;
      else {
        coordinate[from + column] = firstNumeric + numericCount + column;
        value[from + column] = 1;
      }
    }
  }

  /** The linear form of the weights that lie `width` apart, coordinate by coordinate, the first of them at `offset`. */
  dot(weights: Float64Array, width: number, offset: number): number {
    const { coordinate, value, count } = this;
    let sum = 0;
    for (let entry = 0; entry < count; entry++) sum += weights[coordinate[entry]! * width + offset]! * value[entry]!;
    return sum;
  }
}
