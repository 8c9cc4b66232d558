/**
 * Does a series look like itself `lag` steps ago?
 *
 * Pearson's correlation of each value with the one `lag` places before it, over all such pairs so far: pandas' Series.autocorr. The
 * co-moments are Welford's, so it neither stores nor rescans the series. O(1) per value, 16 bytes for each step of the lag.
 *
 * Null with fewer than two pairs or without spread. NaN and infinite values are missing but hold their place: the pairs that they
 * belong to are left out, the others keep their distance. Merging is of consecutive stretches, the later one as the argument: the pairs
 * across the seam are added, so the result is that of the whole series up to rounding. O(lag).
 */

import { nestedState, nestStates } from '../state/nested-state';
import { countOf, expectScalar, expectState, floatsOf, type SavedState } from '../state/saved-state';
import { Comoments } from './comoments';

const KIND = 'autocorrelation';
const FORMAT = 1;

export class Autocorrelation {
  /** The first `lag` values, and the last `lag` as a ring in which place p of the series has slot p modulo lag. */
  private readonly first: Float64Array;
  private readonly last: Float64Array;
  private seen = 0;

  private constructor(
    readonly lag: number,
    private pairs: Comoments,
  ) {
    this.first = new Float64Array(lag);
    this.last = new Float64Array(lag);
  }

  /** @param lag how many values back, at least 1 */
  static create(lag: number): Autocorrelation {
    if (!(Number.isSafeInteger(lag) && lag >= 1)) throw new RangeError(`a lag is a whole number from 1 on, not ${lag}`);
    return new Autocorrelation(lag, Comoments.create());
  }

  static load(state: SavedState, lag: number): Autocorrelation {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'lag', lag);
    const loaded = new Autocorrelation(lag, Comoments.load(nestedState(state, 'pairs')));
    loaded.first.set(floatsOf(state, 'first', lag));
    loaded.last.set(floatsOf(state, 'last', lag));
    loaded.seen = countOf(state, 'seen');
    return loaded;
  }

  add(value: number): void {
    const slot = this.seen % this.lag;
    if (this.seen < this.lag) this.first[slot] = value;
    else this.pairs.add(this.last[slot]!, value);
    this.last[slot] = value;
    this.seen += 1;
  }

  /** What one would hold that had seen this stretch and then `later`; neither is changed. */
  merge(later: Autocorrelation): Autocorrelation {
    if (later.lag !== this.lag) throw new RangeError(`a lag of ${this.lag} does not merge with one of ${later.lag}`);
    const { lag } = this;
    const merged = Autocorrelation.load(this.save(), lag);
    // Up to `lag` values of the later stretch are paired across the seam, or not at all; the others within it.
    const atStart = Math.min(later.seen, lag);
    for (let at = 0; at < atStart; at++) merged.add(later.first[at]!);
    if (later.seen <= lag) return merged;
    merged.pairs = merged.pairs.merge(later.pairs);
    merged.seen = this.seen + later.seen;
    for (let place = later.seen - lag; place < later.seen; place++) {
      merged.last[(this.seen + place) % lag] = later.last[place % lag]!;
    }
    return merged;
  }

  /** How many pairs, without those that have a missing half. */
  get count(): number {
    return this.pairs.weight;
  }

  get correlation(): number | null {
    return this.pairs.correlation;
  }

  save(): SavedState {
    const { lag, seen } = this;
    const { scalars, arrays } = nestStates({ pairs: this.pairs.save() });
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...scalars, lag, seen },
      arrays: { ...arrays, first: this.first.slice(), last: this.last.slice() },
    };
  }
}
