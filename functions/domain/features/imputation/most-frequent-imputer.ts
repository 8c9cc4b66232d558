/**
 * Stands in for a missing value with the most frequent one of its column, of equally frequent ones the one that came first: for codes
 * and counts, where a mean would be a value that no example has. (scikit-learn takes the least of equally frequent ones.)
 *
 * Weights of the distinct values of each column, up to `maxValues`; when a further one comes, all are lowered by the least weight and
 * those at 0 leave (Misra and Gries, "Finding repeated elements", 1982). While no more distinct values came than are kept the answer is exact;
 * after that a value with more than 1 / (maxValues + 1) of the weight is always kept, its weight low by at most that share. O(1)
 * amortised per value with weights of 1, 16 bytes a value beside its entry in a map; a merge is O(values).
 *
 * 0 for a column without data. NaN and infinite values are missing, a weight of 0 counts for nothing.
 */

import { nestedState, nestStates } from '../../state/nested-state';
import { expectScalar, expectState, type SavedState } from '../../state/saved-state';
import { counts } from '../../statistics/observation';
import { expectSameColumns } from '../same-columns';
import { FrequentValues } from './frequent-values';

const KIND = 'most-frequent-imputer';
const FORMAT = 1;

export class MostFrequentImputer {
  private constructor(private readonly values: readonly FrequentValues[]) {}

  /** @param maxValues distinct values kept per column, at least 1 */
  static create(columns: number, maxValues: number): MostFrequentImputer {
    return new MostFrequentImputer(Array.from({ length: columns }, () => FrequentValues.create(maxValues)));
  }

  static load(state: SavedState, columns: number, maxValues: number): MostFrequentImputer {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'columns', columns);
    return new MostFrequentImputer(
      Array.from({ length: columns }, (_, column) =>
        FrequentValues.load(nestedState(state, `column${column}`), maxValues),
      ),
    );
  }

  get columns(): number {
    return this.values.length;
  }

  /** Takes in `columns` values from `values[at]` on. */
  learnRow(values: Float64Array, at: number, weight: number): void {
    for (let column = 0; column < this.values.length; column++) this.learn(column, values[at + column]!, weight);
  }

  learn(column: number, value: number, weight: number): void {
    if (counts(value, weight)) this.values[column]!.add(value, weight);
  }

  fill(column: number): number {
    return this.values[column]!.mostFrequent;
  }

  /**
   * What one would hold that had seen the values of both, within the bound; neither is changed.
   *
   * @throws RangeError for other columns
   */
  merge(other: MostFrequentImputer): MostFrequentImputer {
    expectSameColumns(this.columns, other.columns);
    return new MostFrequentImputer(this.values.map((values, column) => values.merge(other.values[column]!)));
  }

  save(): SavedState {
    const states = Object.fromEntries(this.values.map((values, column) => [`column${column}`, values.save()]));
    const { scalars, arrays } = nestStates(states);
    return { kind: KIND, format: FORMAT, scalars: { ...scalars, columns: this.columns }, arrays };
  }
}
