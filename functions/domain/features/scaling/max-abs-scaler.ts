/**
 * What share of the largest magnitude of its column so far is a value? Within -1 and 1, zeros stay zeros, as scikit-learn's
 * MaxAbsScaler with clip. O(columns) per row and per merge, 8 bytes a column.
 *
 * NaN is missing: it counts for nothing and comes out as NaN. A column without data, or of zeros alone, comes out as 0; any other constant
 * column as 1 or -1, since the scale is from zero and not from a mean. What is larger than all so far comes out as ±1, infinity
 * too, which is never learned. A weight only matters for being 0. Merging is exact.
 */

import { expectState, floatsOf, type SavedState } from '../../state/saved-state';
import { counts } from '../../statistics/observation';
import { expectSameColumns } from '../same-columns';

const KIND = 'max-abs-scaler';
const FORMAT = 1;

export class MaxAbsScaler {
  private constructor(
    readonly columns: number,
    private readonly most: Float64Array,
  ) {}

  static create(columns: number): MaxAbsScaler {
    return new MaxAbsScaler(columns, new Float64Array(columns));
  }

  static load(state: SavedState, columns: number): MaxAbsScaler {
    expectState(state, KIND, FORMAT);
    return new MaxAbsScaler(columns, floatsOf(state, 'most', columns));
  }

  /** Takes in `columns` values from `values[at]` on. */
  learnRow(values: Float64Array, at: number, weight: number): void {
    for (let column = 0; column < this.columns; column++) this.learn(column, values[at + column]!, weight);
  }

  learn(column: number, value: number, weight: number): void {
    if (!counts(value, weight)) return;
    const magnitude = Math.abs(value);
    if (magnitude > this.most[column]!) this.most[column] = magnitude;
  }

  scale(column: number, value: number): number {
    if (Number.isNaN(value)) return value;
    const most = this.most[column]!;
    if (!(most > 0)) return 0;
    return Math.max(-1, Math.min(1, value / most));
  }

  /** The value that is `scaled` of the largest magnitude; 0 without data. */
  unscale(column: number, scaled: number): number {
    return scaled * this.most[column]!;
  }

  /**
   * What a scaler that had seen the values of both would hold; neither is changed.
   *
   * @throws RangeError for other columns
   */
  merge(other: MaxAbsScaler): MaxAbsScaler {
    expectSameColumns(this.columns, other.columns);
    return new MaxAbsScaler(
      this.columns,
      this.most.map((most, column) => Math.max(most, other.most[column]!)),
    );
  }

  save(): SavedState {
    return { kind: KIND, format: FORMAT, scalars: {}, arrays: { most: this.most.slice() } };
  }
}
