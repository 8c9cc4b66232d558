/**
 * Where do the values lie, how far do they spread, and which way do they lean? Count, sum, mean, variance, skewness, kurtosis,
 * minimum and maximum of a weighted stream in one pass.
 *
 * Sums of powers of the deviations from the running mean: Welford's update with West's (1979) weights, carried to the fourth power by
 * Pébay, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments" (Sandia
 * SAND2008-6212); for weights Meng, "Simpler online updates for arbitrary-order central moments" (2015). Merging is Chan, Golub and
 * LeVeque's (1979) formula and its higher orders. O(1) per value and per merge, 80 bytes.
 *
 * Without data the count and the sum are 0 and all else is null; without spread skewness and kurtosis are null. NaN and infinite values
 * are missing, a weight of 0 counts for nothing. A weight is a frequency: 3 is three equal values. Fourth powers overflow for deviations
 * beyond 1e75: skewness and kurtosis are null from then on, the others hold to 1e150.
 */
import { expectState, floatsOf, type SavedState } from '../state/saved-state';
import { addSum, addTerm, sumOf } from './cascaded-sum';
import { counts } from './observation';

const KIND = 'moments';
const FORMAT = 1;
const [COUNT, WEIGHT, MEAN, SQUARES, CUBES, FOURTHS, LEAST, MOST, SUM] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const CELLS = SUM + 2;

export class Moments {
  private constructor(private readonly cells: Float64Array) {}

  static create(): Moments {
    const cells = new Float64Array(CELLS);
    cells[LEAST] = Infinity;
    cells[MOST] = -Infinity;
    return new Moments(cells);
  }

  static load(state: SavedState): Moments {
    expectState(state, KIND, FORMAT);
    return new Moments(floatsOf(state, 'cells', CELLS));
  }

  add(value: number, weight = 1): void {
    if (!counts(value, weight)) return;
    const { cells } = this;
    const before = cells[WEIGHT]!;
    const total = before + weight;
    const apart = value - cells[MEAN]!;
    // The share is 1 for a first value, so that its mean is the value to the bit and a constant stream has no spread.
    const share = weight / total;
    const shift = apart * share;
    const squares = cells[SQUARES]!;
    const added = apart * shift * before;
    const kept = before / total;
    cells[FOURTHS]! +=
      added * apart * apart * (kept * kept - kept * share + share * share) +
      6 * shift * shift * squares -
      4 * shift * cells[CUBES]!;
    cells[CUBES]! += added * apart * (kept - share) - 3 * shift * squares;
    cells[SQUARES] = squares + added;
    cells[MEAN]! += shift;
    cells[WEIGHT] = total;
    cells[COUNT]! += 1;
    if (value < cells[LEAST]!) cells[LEAST] = value;
    if (value > cells[MOST]!) cells[MOST] = value;
    addTerm(cells, SUM, value * weight);
  }

  /** What one would hold that had seen the values of both, up to rounding; neither is changed. */
  merge(other: Moments): Moments {
    const merged = new Moments(this.cells.slice());
    const [a, b] = [this.cells, other.cells];
    if (b[WEIGHT] === 0) return merged;
    const to = merged.cells;
    const total = a[WEIGHT]! + b[WEIGHT]!;
    const [p, q] = [a[WEIGHT]! / total, b[WEIGHT]! / total];
    const apart = b[MEAN]! - a[MEAN]!;
    const between = apart * apart * a[WEIGHT]! * q;
    to[FOURTHS] =
      a[FOURTHS]! +
      b[FOURTHS]! +
      between * apart * apart * (p * p - p * q + q * q) +
      6 * apart * apart * (p * p * b[SQUARES]! + q * q * a[SQUARES]!) +
      4 * apart * (p * b[CUBES]! - q * a[CUBES]!);
    to[CUBES] = a[CUBES]! + b[CUBES]! + between * apart * (p - q) + 3 * apart * (p * b[SQUARES]! - q * a[SQUARES]!);
    to[SQUARES] = a[SQUARES]! + b[SQUARES]! + between;
    to[MEAN] = a[MEAN]! + apart * q;
    to[WEIGHT] = total;
    to[COUNT] = a[COUNT]! + b[COUNT]!;
    to[LEAST] = Math.min(a[LEAST]!, b[LEAST]!);
    to[MOST] = Math.max(a[MOST]!, b[MOST]!);
    addSum(to, SUM, b, SUM);
    return merged;
  }

  /** How many values, whatever their weights. */
  get count(): number {
    return this.cells[COUNT]!;
  }

  get weight(): number {
    return this.cells[WEIGHT]!;
  }

  /** Of weight x value. */
  get sum(): number {
    return sumOf(this.cells, SUM);
  }

  get mean(): number | null {
    return this.count > 0 ? this.cells[MEAN]! : null;
  }

  get min(): number | null {
    return this.count > 0 ? this.cells[LEAST]! : null;
  }

  get max(): number | null {
    return this.count > 0 ? this.cells[MOST]! : null;
  }

  /** Of the population: divided by the sum of weights. */
  get variance(): number | null {
    return this.count > 0 ? this.cells[SQUARES]! / this.weight : null;
  }

  /** Of a sample (Bessel): divided by the sum of weights less 1, which has to be above 1. */
  get sampleVariance(): number | null {
    return this.weight > 1 ? this.cells[SQUARES]! / (this.weight - 1) : null;
  }

  /** Of the population: the mean cube of the standardised values. */
  get skewness(): number | null {
    const squares = this.cells[SQUARES]!;
    return finite((this.cells[CUBES]! / squares) * Math.sqrt(this.weight / squares));
  }

  /** Of the population, in excess of a normal distribution's 3. */
  get kurtosis(): number | null {
    const squares = this.cells[SQUARES]!;
    return finite((this.cells[FOURTHS]! / squares) * (this.weight / squares) - 3);
  }

  save(): SavedState {
    return { kind: KIND, format: FORMAT, scalars: {}, arrays: { cells: this.cells.slice() } };
  }
}

/** 0 / 0 of no spread, and what has overflowed, are no answer. */
const finite = (value: number): number | null => (value - value === 0 ? value : null);
