/**
 * One example as a linear model sees it: the coordinates that are not zero, and their values. Coordinate 0 is the intercept;
 * then come 2^hashBits hashed slots, then per numeric feature its standardised value, then per numeric feature 1 where it is
 * missing (the value counts as 0 there, the mean: what being missing means is learned apart).
 *
 * The entries of an example: the intercept first, then its hashed slots, each 1, then per numeric feature one of the two.
 * Two categories that share a slot are two entries. One row is filled again for every example: O(entries), no allocation.
 */
import type { FeatureBatch } from '../../features/batch';
import type { StandardScaler } from '../../features/standard-scaler';
import type { Problem } from '../learner';

/** Entry 0 of every row is coordinate 0. It is not regularised. */
export const INTERCEPT = 0;
const FIRST_SLOT = 1;

export const coordinatesOf = ({ hashBits, numericCount }: Problem): number =>
  FIRST_SLOT + 2 ** hashBits + 2 * numericCount;

export class Row {
  readonly count: number;
  readonly coordinate: Int32Array;
  readonly value: Float64Array;
  private readonly firstNumeric: number;

  /** Without an intercept its entry is 0: it adds nothing to the form, and no gradient reaches it. */
  constructor(problem: Problem, intercept: boolean) {
    this.firstNumeric = FIRST_SLOT + 2 ** problem.hashBits;
    this.count = 1 + problem.hashedCount + problem.numericCount;
    this.coordinate = new Int32Array(this.count);
    this.value = new Float64Array(this.count).fill(1);
    if (!intercept) this.value[INTERCEPT] = 0;
  }

  fill(batch: FeatureBatch, example: number, scaler: StandardScaler): void {
    const { coordinate, value, firstNumeric } = this;
    const { hashed, hashedCount, numeric, numericCount } = batch;
    let entry = 1;
    for (let at = example * hashedCount; at < (example + 1) * hashedCount; at++) {
      coordinate[entry++] = FIRST_SLOT + hashed[at]!;
    }
    for (let column = 0; column < numericCount; column++, entry++) {
      const scaled = scaler.scale(column, numeric[example * numericCount + column]!);
      const missing = Number.isNaN(scaled);
      coordinate[entry] = firstNumeric + column + (missing ? numericCount : 0);
      value[entry] = missing ? 1 : scaled;
    }
  }

  /** The linear form of output `output` of `outputs`: weights lie by coordinate, then by output. */
  dot(weights: Float64Array, outputs: number, output: number): number {
    const { coordinate, value, count } = this;
    let sum = 0;
    for (let entry = 0; entry < count; entry++) {
      sum += weights[coordinate[entry]! * outputs + output]! * value[entry]!;
    }
    return sum;
  }
}
