/**
 * What are the mean and the variance lately, by the clock: a value counts half after one half-life, a quarter after two?
 *
 * West's (1979) weighted update with weights 2^(-age / half-life) (forward decay: Cormode, Shkapenyuk, Srivastava and Xu, ICDE 2009).
 * Only ratios of weights matter to the mean and the variance, so they do not change while nothing arrives; `weightAt` does. A value
 * that comes late is given the weight that its age leaves it, so the order of arrival does not matter, and two merge. As pandas'
 * ewm(halflife, times, adjust=True). O(1) per value and per merge, 32 bytes.
 *
 * Without data the mean and the variance are null and the weight is 0. NaN and infinite values are missing, a weight of 0 counts
 * for nothing. After 1,075 half-lives without a value the old ones have no weight left in double precision. Values to 1e100.
 *
 * @throws RangeError from `add` for a time that is not a finite number
 */
import { expectScalar, expectState, floatsOf, type SavedState } from '../state/saved-state';
import { counts } from './observation';

const KIND = 'decayed-moments';
const FORMAT = 1;
const [AS_OF_MS, WEIGHT, MEAN, SQUARES] = [0, 1, 2, 3] as const;
const CELLS = SQUARES + 1;

export class DecayedMoments {
  private constructor(
    readonly halfLifeMs: number,
    private readonly cells: Float64Array,
  ) {}

  /** @param halfLifeMs above 0 */
  static create(halfLifeMs: number): DecayedMoments {
    if (!(halfLifeMs > 0 && halfLifeMs < Infinity)) {
      throw new RangeError(`a half-life is a finite number of ms above 0, not ${halfLifeMs}`);
    }
    const cells = new Float64Array(CELLS);
    cells[AS_OF_MS] = -Infinity;
    return new DecayedMoments(halfLifeMs, cells);
  }

  static load(state: SavedState, halfLifeMs: number): DecayedMoments {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'halfLifeMs', halfLifeMs);
    return new DecayedMoments(halfLifeMs, floatsOf(state, 'cells', CELLS));
  }

  add(value: number, atMs: number, weight = 1): void {
    if (atMs - atMs !== 0) throw new RangeError(`a time is a finite number of ms since the epoch, not ${atMs}`);
    if (!counts(value, weight)) return;
    this.ageTo(atMs);
    this.combine(weight * this.left(this.cells[AS_OF_MS]! - atMs), value, 0);
  }

  /** What one would hold that had seen the values of both, up to rounding; neither is changed. */
  merge(other: DecayedMoments): DecayedMoments {
    if (other.halfLifeMs !== this.halfLifeMs) {
      throw new RangeError(`a half-life of ${this.halfLifeMs} ms does not merge with one of ${other.halfLifeMs} ms`);
    }
    const merged = new DecayedMoments(this.halfLifeMs, this.cells.slice());
    const from = other.cells;
    if (from[AS_OF_MS] === -Infinity) return merged;
    merged.ageTo(from[AS_OF_MS]!);
    const left = this.left(merged.cells[AS_OF_MS]! - from[AS_OF_MS]!);
    merged.combine(from[WEIGHT]! * left, from[MEAN]!, from[SQUARES]! * left);
    return merged;
  }

  get mean(): number | null {
    return this.cells[WEIGHT]! > 0 ? this.cells[MEAN]! : null;
  }

  /** Of the population: divided by the sum of the decayed weights. */
  get variance(): number | null {
    return this.cells[WEIGHT]! > 0 ? this.cells[SQUARES]! / this.cells[WEIGHT]! : null;
  }

  /** The sum of weights at a moment that is no earlier than the newest value's. */
  weightAt(atMs: number): number {
    return this.cells[WEIGHT]! > 0 ? this.cells[WEIGHT]! * this.left(atMs - this.cells[AS_OF_MS]!) : 0;
  }

  save(): SavedState {
    const { halfLifeMs, cells } = this;
    return { kind: KIND, format: FORMAT, scalars: { halfLifeMs }, arrays: { cells: cells.slice() } };
  }

  private left(ageMs: number): number {
    return ageMs === 0 ? 1 : 2 ** (-ageMs / this.halfLifeMs);
  }

  private ageTo(atMs: number): void {
    const { cells } = this;
    if (!(atMs > cells[AS_OF_MS]!)) return;
    const left = cells[WEIGHT]! > 0 ? this.left(atMs - cells[AS_OF_MS]!) : 0;
    cells[WEIGHT]! *= left;
    cells[SQUARES]! *= left;
    cells[AS_OF_MS] = atMs;
  }

  private combine(weight: number, mean: number, squares: number): void {
    const { cells } = this;
    const total = cells[WEIGHT]! + weight;
    if (!(total > 0)) return;
    // What is left of values that have no weight left must not blur the new one; squares are larger than weights, and last longer.
    if (cells[WEIGHT] === 0) {
      cells[MEAN] = 0;
      cells[SQUARES] = 0;
    }
    const apart = mean - cells[MEAN]!;
    const share = weight / total;
    cells[SQUARES]! += squares + apart * apart * cells[WEIGHT]! * share;
    cells[MEAN]! += apart * share;
    cells[WEIGHT] = total;
  }
}
