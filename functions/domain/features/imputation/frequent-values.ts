/**
 * Which value came most often? Misra and Gries' (1982) counters of at most `maxValues` values in their weighted form; what is wrong
 * with a counter is at most the total weight / (maxValues + 1), also after merging (Agarwal et al., "Mergeable summaries", 2012).
 * Of numbers, with the tightest bound, for few distinct ones; of texts, at O(1) however many there are, FrequentItems tells.
 *
 * 0 without data. Values are finite and weights above 0; -0 is 0.
 */
import { expectScalar, expectState, floatsOf, type SavedState } from '../../state/saved-state';

const KIND = 'frequent-values';
const FORMAT = 1;

export class FrequentValues {
  private constructor(
    private readonly maxValues: number,
    /** In the order in which they came. */
    private readonly weights: Map<number, number>,
  ) {}

  static create(maxValues: number): FrequentValues {
    if (!(Number.isSafeInteger(maxValues) && maxValues >= 1)) {
      throw new RangeError(`1 value or more is kept, not ${maxValues}`);
    }
    return new FrequentValues(maxValues, new Map());
  }

  static load(state: SavedState, maxValues: number): FrequentValues {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'maxValues', maxValues);
    const values = floatsOf(state, 'values');
    const weights = floatsOf(state, 'weights', values.length);
    const loaded = FrequentValues.create(maxValues);
    for (let at = 0; at < values.length; at++) loaded.weights.set(values[at]!, weights[at]!);
    return loaded;
  }

  add(value: number, weight: number): void {
    this.weights.set(value, (this.weights.get(value) ?? 0) + weight);
    if (this.weights.size > this.maxValues) this.lower();
  }

  /** Of equally frequent ones the one that came first. O(values). */
  get mostFrequent(): number {
    let most = 0;
    let found = 0;
    for (const [value, weight] of this.weights) {
      if (weight > most) {
        most = weight;
        found = value;
      }
    }
    return found;
  }

  merge(other: FrequentValues): FrequentValues {
    const merged = new FrequentValues(this.maxValues, new Map(this.weights));
    for (const [value, weight] of other.weights) {
      merged.weights.set(value, (merged.weights.get(value) ?? 0) + weight);
    }
    if (merged.weights.size > merged.maxValues) merged.lower();
    return merged;
  }

  save(): SavedState {
    const values = Float64Array.from(this.weights.keys());
    const weights = Float64Array.from(this.weights.values());
    return { kind: KIND, format: FORMAT, scalars: { maxValues: this.maxValues }, arrays: { values, weights } };
  }

  /** By the greatest weight that does not fit: the (maxValues + 1)th, so at most maxValues are left. */
  private lower(): void {
    const descending = Float64Array.from(this.weights.values()).sort().reverse();
    const by = descending[this.maxValues]!;
    for (const [value, weight] of [...this.weights]) {
      if (weight > by) this.weights.set(value, weight - by);
      else this.weights.delete(value);
    }
  }
}
