/**
 * Do two quantities go up and down together? Weighted covariance and correlation of pairs in one pass, and the slope of one on the
 * other.
 *
 * The bivariate form of Welford's update, and of Chan, Golub and LeVeque's (1979) merge (Pébay 2008, section 3). O(1) per pair and per
 * merge, 48 bytes.
 *
 * Without pairs the means and covariances are null; the correlation is null where either has no spread. A pair with a NaN or an
 * infinite half is missing, a weight of 0 counts for nothing; a weight is a frequency. Values to 1e100.
 */
import { expectState, floatsOf, type SavedState } from '../state/saved-state';
import { counts } from './observation';

const KIND = 'comoments';
const FORMAT = 1;
const [WEIGHT, MEAN_X, MEAN_Y, SQUARES_X, SQUARES_Y, PRODUCTS] = [0, 1, 2, 3, 4, 5] as const;
const CELLS = PRODUCTS + 1;

export class Comoments {
  private constructor(private readonly cells: Float64Array) {}

  static create(): Comoments {
    return new Comoments(new Float64Array(CELLS));
  }

  static load(state: SavedState): Comoments {
    expectState(state, KIND, FORMAT);
    return new Comoments(floatsOf(state, 'cells', CELLS));
  }

  add(x: number, y: number, weight = 1): void {
    if (!counts(x, weight) || !counts(y, weight)) return;
    const { cells } = this;
    const total = cells[WEIGHT]! + weight;
    const apartX = x - cells[MEAN_X]!;
    const apartY = y - cells[MEAN_Y]!;
    const share = weight / total;
    const kept = cells[WEIGHT]! * share;
    cells[SQUARES_X]! += apartX * apartX * kept;
    cells[SQUARES_Y]! += apartY * apartY * kept;
    cells[PRODUCTS]! += apartX * apartY * kept;
    cells[MEAN_X]! += apartX * share;
    cells[MEAN_Y]! += apartY * share;
    cells[WEIGHT] = total;
  }

  /** What one would hold that had seen the pairs of both, up to rounding; neither is changed. */
  merge(other: Comoments): Comoments {
    const merged = new Comoments(this.cells.slice());
    const [to, from] = [merged.cells, other.cells];
    if (from[WEIGHT] === 0) return merged;
    const total = to[WEIGHT]! + from[WEIGHT]!;
    const [apartX, apartY] = [from[MEAN_X]! - to[MEAN_X]!, from[MEAN_Y]! - to[MEAN_Y]!];
    const share = from[WEIGHT]! / total;
    const kept = to[WEIGHT]! * share;
    to[SQUARES_X]! += from[SQUARES_X]! + apartX * apartX * kept;
    to[SQUARES_Y]! += from[SQUARES_Y]! + apartY * apartY * kept;
    to[PRODUCTS]! += from[PRODUCTS]! + apartX * apartY * kept;
    to[MEAN_X]! += apartX * share;
    to[MEAN_Y]! += apartY * share;
    to[WEIGHT] = total;
    return merged;
  }

  get weight(): number {
    return this.cells[WEIGHT]!;
  }

  get meanX(): number | null {
    return this.weight > 0 ? this.cells[MEAN_X]! : null;
  }

  get meanY(): number | null {
    return this.weight > 0 ? this.cells[MEAN_Y]! : null;
  }

  /** Of the population: divided by the sum of weights. */
  get covariance(): number | null {
    return this.weight > 0 ? this.cells[PRODUCTS]! / this.weight : null;
  }

  /** Of a sample: divided by the sum of weights less 1, which has to be above 1. */
  get sampleCovariance(): number | null {
    return this.weight > 1 ? this.cells[PRODUCTS]! / (this.weight - 1) : null;
  }

  /** Pearson's, within -1 and 1 whatever the rounding. */
  get correlation(): number | null {
    const spread = Math.sqrt(this.cells[SQUARES_X]!) * Math.sqrt(this.cells[SQUARES_Y]!);
    return spread > 0 ? Math.max(-1, Math.min(1, this.cells[PRODUCTS]! / spread)) : null;
  }

  /** Of the least-squares line of y on x; null where x has no spread. */
  get slope(): number | null {
    const squares = this.cells[SQUARES_X]!;
    return squares > 0 ? this.cells[PRODUCTS]! / squares : null;
  }

  save(): SavedState {
    return { kind: KIND, format: FORMAT, scalars: {}, arrays: { cells: this.cells.slice() } };
  }
}
