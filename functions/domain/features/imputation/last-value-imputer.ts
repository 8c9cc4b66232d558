/**
 * Stands in for a missing value with the last one of its column: last observation carried forward, for what changes slowly. O(columns)
 * per row and per merge, 8 bytes a column.
 *
 * 0 for a column without data. NaN and infinite values are missing, a weight only matters for being 0. Merging is of consecutive
 * parts, the later one as the argument, and exact.
 */

import { expectState, floatsOf, type SavedState } from '../../state/saved-state';
import { counts } from '../../statistics/observation';
import { expectSameColumns } from '../same-columns';

const KIND = 'last-value-imputer';
const FORMAT = 1;

export class LastValueImputer {
  private constructor(
    readonly columns: number,
    /** NaN before the first. */
    private readonly last: Float64Array,
  ) {}

  static create(columns: number): LastValueImputer {
    return new LastValueImputer(columns, new Float64Array(columns).fill(Number.NaN));
  }

  static load(state: SavedState, columns: number): LastValueImputer {
    expectState(state, KIND, FORMAT);
    return new LastValueImputer(columns, floatsOf(state, 'last', columns));
  }

  /** Takes in `columns` values from `values[at]` on. */
  learnRow(values: Float64Array, at: number, weight: number): void {
    for (let column = 0; column < this.columns; column++) this.learn(column, values[at + column]!, weight);
  }

  learn(column: number, value: number, weight: number): void {
    if (counts(value, weight)) this.last[column] = value;
  }

  fill(column: number): number {
    const last = this.last[column]!;
    return Number.isNaN(last) ? 0 : last;
  }

  /**
   * What one would hold that had seen this part and then `later`; neither is changed.
   *
   * @throws RangeError for other columns
   */
  merge(later: LastValueImputer): LastValueImputer {
    expectSameColumns(this.columns, later.columns);
    const last = later.last.map((value, column) => (Number.isNaN(value) ? this.last[column]! : value));
    return new LastValueImputer(this.columns, last);
  }

  save(): SavedState {
    return { kind: KIND, format: FORMAT, scalars: {}, arrays: { last: this.last.slice() } };
  }
}
