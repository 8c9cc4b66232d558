/**
 * How many standard deviations from its mean is a value? Running, weighted, per column: Welford's update as West (1979,
 * "Updating mean and variance estimates: an improved method") gives it for weights, and Chan, Golub and LeVeque's (1979)
 * formula to merge. The variance is that of the population (divided by the sum of weights), as in river's StandardScaler.
 * O(columns) per row, O(columns) memory.
 *
 * NaN is missing: it counts for nothing and comes out as NaN. A column without data or without spread comes out as 0. Results
 * are clamped to ±20: an outlier, or the first value after a long constant run, must not move a learner further than a hundred
 * ordinary examples do. Weights must be above 0, values at most 1e100 in magnitude (squares of larger ones overflow).
 */
import { expectSameColumns } from './same-columns';

export const MAX_DEVIATIONS = 20;
// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than scaling a value.
const { max, min, sqrt } = Math;

export interface ScalerState {
  /** Per column: the sum of weights, the mean, and the weighted sum of squared deviations from it. */
  readonly weight: Float64Array;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

export class StandardScaler {
  private constructor(
    readonly columns: number,
    private readonly weight: Float64Array,
    private readonly mean: Float64Array,
    private readonly squares: Float64Array,
  ) {}

  static create(columns: number): StandardScaler {
    return new StandardScaler(columns, new Float64Array(columns), new Float64Array(columns), new Float64Array(columns));
  }

  /** The arrays are copied. */
  static load({ weight, mean, squares }: ScalerState): StandardScaler {
    return new StandardScaler(weight.length, weight.slice(), mean.slice(), squares.slice());
  }

  /** Takes in `columns` values from `values[at]` on. */
  learnRow(values: Float64Array, at: number, weight: number): void {
    const { columns } = this;
    for (let column = 0; column < columns; column++) this.learn(column, values[at + column]!, weight);
  }

  /** Standardises `columns` values from `values[at]` on into `out`, from `out[to]` on. */
  scaleRow(values: Float64Array, at: number, out: Float64Array, to: number): void {
    const { columns } = this;
    for (let column = 0; column < columns; column++) out[to + column] = this.scale(column, values[at + column]!);
  }

  /** Standardises `count` rows into `out`, value by value as `scale` does, in single precision; each column's deviation is taken once. */
  scaleRows(values: Float64Array, count: number, out: Float32Array): void {
    const { columns } = this;
    for (let column = 0; column < columns; column++) {
      const mean = this.mean[column]!;
      const deviation = this.deviation(column);
      for (let at = column; at < count * columns; at += columns) {
        const value = values[at]!;
        // Without spread 0, and NaN for NaN.
        const scaled = deviation > 0 ? (value - mean) / deviation : value - value;
        out[at] = Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, scaled));
      }
    }
  }

  learn(column: number, value: number, weight: number): void {
    // NaN, and nothing else that a value may be.
    if (value - value !== 0) return;
    const total = this.weight[column]! + weight;
    const before = value - this.mean[column]!;
    // The share is 1 for a first value, so that its mean is the value to the bit and a constant column has no spread.
    const mean = this.mean[column]! + before * (weight / total);
    this.weight[column] = total;
    this.mean[column] = mean;
    this.squares[column] = this.squares[column]! + weight * before * (value - mean);
  }

  /** The standardised value; 0 without spread, NaN for NaN. */
  scale(column: number, value: number): number {
    // NaN without data; 0 without spread, and where the mean square is below the smallest double.
    const deviation = sqrt(this.squares[column]! / this.weight[column]!);
    if (!(deviation > 0)) return Number.isNaN(value) ? value : 0;
    const scaled = (value - this.mean[column]!) / deviation;
    return max(-MAX_DEVIATIONS, min(MAX_DEVIATIONS, scaled));
  }

  /** The value that is `scaled` deviations from the mean; the mean itself without spread, 0 without data. */
  unscale(column: number, scaled: number): number {
    const weight = this.weight[column]!;
    return weight > 0 ? this.mean[column]! + scaled * Math.sqrt(this.squares[column]! / weight) : 0;
  }

  /** The standard deviation of a column; 0 without data or spread. */
  deviation(column: number): number {
    const squares = this.squares[column]!;
    return squares > 0 ? Math.sqrt(squares / this.weight[column]!) : 0;
  }

  /**
   * What a scaler that had seen the values of both would hold, up to rounding; neither is changed.
   *
   * @throws RangeError for other columns
   */
  merge(other: StandardScaler): StandardScaler {
    expectSameColumns(this.columns, other.columns);
    const merged = StandardScaler.load(this.save());
    for (let column = 0; column < this.columns; column++) {
      const a = this.weight[column]!;
      const b = other.weight[column]!;
      if (b === 0) continue;
      const total = a + b;
      const apart = other.mean[column]! - this.mean[column]!;
      merged.weight[column] = total;
      merged.mean[column] = a === 0 ? other.mean[column]! : this.mean[column]! + apart * (b / total);
      merged.squares[column] = this.squares[column]! + other.squares[column]! + apart * apart * a * (b / total);
    }
    return merged;
  }

  save(): ScalerState {
    return { weight: this.weight.slice(), mean: this.mean.slice(), squares: this.squares.slice() };
  }
}
