/**
 * Stands in for a missing value with the mean of its column so far, as scikit-learn's SimpleImputer and river's StatImputer(Mean) do.
 * West's (1979) weighted running mean; O(columns) per row and per merge, 16 bytes a column.
 *
 * 0 for a column without data. NaN and infinite values are missing, a weight of 0 counts for nothing. Values to 1e100.
 */

import { expectState, floatsOf, type SavedState } from '../../state/saved-state';
import { counts } from '../../statistics/observation';
import { expectSameColumns } from '../same-columns';

const KIND = 'mean-imputer';
const FORMAT = 1;

export class MeanImputer {
  private constructor(
    readonly columns: number,
    private readonly weight: Float64Array,
    private readonly mean: Float64Array,
  ) {}

  static create(columns: number): MeanImputer {
    return new MeanImputer(columns, new Float64Array(columns), new Float64Array(columns));
  }

  static load(state: SavedState, columns: number): MeanImputer {
    expectState(state, KIND, FORMAT);
    return new MeanImputer(columns, floatsOf(state, 'weight', columns), floatsOf(state, 'mean', columns));
  }

  /** Takes in `columns` values from `values[at]` on. */
  learnRow(values: Float64Array, at: number, weight: number): void {
    for (let column = 0; column < this.columns; column++) this.learn(column, values[at + column]!, weight);
  }

  learn(column: number, value: number, weight: number): void {
    if (counts(value, weight)) this.combine(column, value, weight);
  }

  fill(column: number): number {
    return this.mean[column]!;
  }

  /**
   * What one would hold that had seen the values of both, up to rounding; neither is changed.
   *
   * @throws RangeError for other columns
   */
  merge(other: MeanImputer): MeanImputer {
    expectSameColumns(this.columns, other.columns);
    const merged = new MeanImputer(this.columns, this.weight.slice(), this.mean.slice());
    for (let column = 0; column < this.columns; column++) {
      const weight = other.weight[column]!;
      if (weight > 0) merged.combine(column, other.mean[column]!, weight);
    }
    return merged;
  }

  save(): SavedState {
    return {
      kind: KIND,
      format: FORMAT,
      scalars: {},
      arrays: { weight: this.weight.slice(), mean: this.mean.slice() },
    };
  }

  private combine(column: number, mean: number, weight: number): void {
    const total = this.weight[column]! + weight;
    // The share is 1 for a first value, so that the mean of a constant column is the constant to the bit.
    this.mean[column]! += (mean - this.mean[column]!) * (weight / total);
    this.weight[column] = total;
  }
}
