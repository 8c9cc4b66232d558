/**
 * Where between the least and the greatest value of its column so far does a value lie? 0 at the least, 1 at the greatest, as
 * scikit-learn's MinMaxScaler with clip. O(columns) per row and per merge, 16 bytes a column.
 *
 * NaN is missing: it counts for nothing and comes out as NaN. A column without data or without spread comes out as 0. What lies
 * outside the range so far comes out as 0 or 1, infinity too, which is never learned. A weight only matters for being 0.
 * Merging is exact. Values to 1e100.
 */

import { expectState, floatsOf, type SavedState } from '../../state/saved-state';
import { counts } from '../../statistics/observation';
import { expectSameColumns } from '../same-columns';

const KIND = 'min-max-scaler';
const FORMAT = 1;

export class MinMaxScaler {
  private constructor(
    readonly columns: number,
    private readonly least: Float64Array,
    private readonly most: Float64Array,
  ) {}

  static create(columns: number): MinMaxScaler {
    return new MinMaxScaler(
      columns,
      new Float64Array(columns).fill(Infinity),
      new Float64Array(columns).fill(-Infinity),
    );
  }

  static load(state: SavedState, columns: number): MinMaxScaler {
    expectState(state, KIND, FORMAT);
    return new MinMaxScaler(columns, floatsOf(state, 'least', columns), floatsOf(state, 'most', columns));
  }

  /** Takes in `columns` values from `values[at]` on. */
  learnRow(values: Float64Array, at: number, weight: number): void {
    for (let column = 0; column < this.columns; column++) this.learn(column, values[at + column]!, weight);
  }

  learn(column: number, value: number, weight: number): void {
    if (!counts(value, weight)) return;
    if (value < this.least[column]!) this.least[column] = value;
    if (value > this.most[column]!) this.most[column] = value;
  }

  scale(column: number, value: number): number {
    if (Number.isNaN(value)) return value;
    const least = this.least[column]!;
    const most = this.most[column]!;
    if (!(most > least) || value <= least) return 0;
    return value >= most ? 1 : (value - least) / (most - least);
  }

  /** The value at the share `scaled` of the range; the one value without spread, 0 without data. */
  unscale(column: number, scaled: number): number {
    const least = this.least[column]!;
    return least === Infinity ? 0 : least + scaled * (this.most[column]! - least);
  }

  /**
   * What a scaler that had seen the values of both would hold; neither is changed.
   *
   * @throws RangeError for other columns
   */
  merge(other: MinMaxScaler): MinMaxScaler {
    expectSameColumns(this.columns, other.columns);
    return new MinMaxScaler(
      this.columns,
      this.least.map((least, column) => Math.min(least, other.least[column]!)),
      this.most.map((most, column) => Math.max(most, other.most[column]!)),
    );
  }

  save(): SavedState {
    return {
      kind: KIND,
      format: FORMAT,
      scalars: {},
      arrays: { least: this.least.slice(), most: this.most.slice() },
    };
  }
}
