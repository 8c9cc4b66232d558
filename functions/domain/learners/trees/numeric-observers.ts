/** What a leaf remembers of its numeric features: enough to weigh cut points, and to tell how likely values are within a class. */
import type { FloatReader, FloatWriter } from './float-list';
import type { SplitSuggestion } from './split-suggestion';

export interface NumericObservers {
  /** `row` is where the example's numbers begin. */
  learn(numeric: Float64Array, row: number, label: number, weight: number): void;
  /** The logarithm of the density of these values within the class, features taken as independent; -Infinity where it is 0. */
  logDensity(numeric: Float64Array, row: number, label: number): number;
  /** The best cut of the j-th feature observed; null where there is none. `pre` is the leaf's weight per class. */
  bestSplit(j: number, pre: Float64Array): SplitSuggestion | null;
  bytes(): number;
  write(to: FloatWriter): void;
  read(from: FloatReader): void;
}
