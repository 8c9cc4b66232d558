/**
 * What is the 99th percentile of these latencies, to within 1 % of itself? Where magnitude matters: each quantile within a relative
 * error of the value, whatever the ranks.
 *
 * DDSketch (Masson, Rim and Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019) with its
 * logarithmic mapping, for positive values, negative ones and 0. Beyond `bins` bins of one sign the smallest magnitudes share a bin:
 * quantiles that fall into it lose the guarantee, the others keep it. At 1 % 2,048 bins span 17 orders of magnitude. O(1) amortised per value,
 * O(bins) memory and per question. Merging is exact: the parts answer as one pass.
 *
 * Without data every answer is null. NaN and infinite values are missing, a weight of 0 counts for nothing; whole weights add up exactly.
 * Magnitudes below 2^-1022 count as 0. Minimum and maximum are exact.
 */
import {
  arrayOf,
  countOf,
  expectState,
  floatsOf,
  numberOf,
  type SavedState,
  StateRefused,
} from '../../state/saved-state';
import { counts } from '../observation';
import { MagnitudeBins } from './magnitude-bins';

const KIND = 'dd-sketch';
const FORMAT = 1;
const SMALLEST = 2 ** -1022;

const isRelativeError = (error: number): boolean => error >= 1e-4 && error < 1;

export interface DdSketchOptions {
  /** Above 0, below 1. @default 0.01 */
  readonly relativeError?: number;
  /** Of each sign. @default 2048 */
  readonly bins?: number;
}

export class DdSketch {
  private readonly gamma: number;
  private readonly binsPerE: number;
  private zero = 0;
  private least = Infinity;
  private most = -Infinity;

  private constructor(
    readonly relativeError: number,
    readonly bins: number,
    private readonly positive: MagnitudeBins,
    private readonly negative: MagnitudeBins,
  ) {
    this.gamma = (1 + relativeError) / (1 - relativeError);
    this.binsPerE = 1 / Math.log(this.gamma);
  }

  static create({ relativeError = 0.01, bins = 2048 }: DdSketchOptions = {}): DdSketch {
    if (!isRelativeError(relativeError)) {
      throw new RangeError(`a relative error is at least 0.0001 and below 1, not ${relativeError}`);
    }
    if (!(Number.isInteger(bins) && bins >= 1)) {
      throw new RangeError(`the number of bins is a whole number from 1 on, not ${bins}`);
    }
    return new DdSketch(relativeError, bins, new MagnitudeBins(bins), new MagnitudeBins(bins));
  }

  /** @throws StateRefused */
  static load(state: SavedState): DdSketch {
    expectState(state, KIND, FORMAT);
    const bins = countOf(state, 'bins', 1);
    const relativeError = numberOf(state, 'relativeError');
    if (!isRelativeError(relativeError)) {
      throw new StateRefused(`a ${KIND} state has no relative error of ${relativeError}`);
    }
    const side = (name: string): MagnitudeBins => {
      const numbers = arrayOf(state, `${name}Bins`, Int32Array);
      const weights = floatsOf(state, `${name}Weights`, numbers.length);
      if (!weights.every((weight) => weight > 0)) throw new StateRefused(`a ${name} bin of the ${KIND} state is empty`);
      return MagnitudeBins.load(bins, numbers, weights);
    };
    const sketch = new DdSketch(relativeError, bins, side('positive'), side('negative'));
    const [zero, least, most] = floatsOf(state, 'rest', 3);
    sketch.zero = zero!;
    sketch.least = least!;
    sketch.most = most!;
    return sketch;
  }

  /** @throws RangeError for a weight that is negative or not finite */
  add(value: number, weight = 1): void {
    if (!counts(value, weight)) return;
    if (value >= SMALLEST) this.positive.add(this.binOf(value), weight);
    else if (value <= -SMALLEST) this.negative.add(this.binOf(-value), weight);
    else this.zero += weight;
    if (value < this.least) this.least = value + 0;
    if (value > this.most) this.most = value + 0;
  }

  /**
   * What one would hold that had seen the values of both; neither is changed.
   *
   * @throws RangeError when they differ in their relative error or number of bins
   */
  merge(other: DdSketch): DdSketch {
    if (other.relativeError !== this.relativeError || other.bins !== this.bins) {
      throw new RangeError(
        `a sketch of relative error ${other.relativeError} and ${other.bins} bins does not merge into one of ` +
          `${this.relativeError} and ${this.bins}`,
      );
    }
    const merged = DdSketch.load(this.save());
    merged.positive.addAll(other.positive);
    merged.negative.addAll(other.negative);
    merged.zero += other.zero;
    merged.least = Math.min(this.least, other.least);
    merged.most = Math.max(this.most, other.most);
    return merged;
  }

  /** Of all values, by weight. */
  get count(): number {
    return this.negative.total + this.zero + this.positive.total;
  }

  get min(): number | null {
    return this.count > 0 ? this.least : null;
  }

  get max(): number | null {
    return this.count > 0 ? this.most : null;
  }

  /** The least value whose share of all values up to it reaches `rank`. @throws RangeError for a rank outside 0 to 1 */
  quantile(rank: number): number | null {
    if (!(rank >= 0 && rank <= 1)) throw new RangeError(`a rank is a number from 0 to 1, not ${rank}`);
    const { negative, positive, zero } = this;
    const below = negative.total;
    const count = below + zero + positive.total;
    if (count === 0) return null;
    if (rank === 0) return this.least;
    if (rank === 1) return this.most;
    // The product is rounded: 0.07 of 100 values is 7.000000000000001 of them.
    const wanted = rank * count * (1 - 2 ** -50);
    let value = 0;
    if (wanted <= below) value = -this.valueOf(negative.descending(wanted));
    else if (wanted > below + zero) value = this.valueOf(positive.ascending(wanted - below - zero));
    return Math.max(this.least, Math.min(this.most, value));
  }

  save(): SavedState {
    const [positive, negative] = [this.positive.save(), this.negative.save()];
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { relativeError: this.relativeError, bins: this.bins },
      arrays: {
        positiveBins: positive.bins,
        positiveWeights: positive.weights,
        negativeBins: negative.bins,
        negativeWeights: negative.weights,
        rest: Float64Array.of(this.zero, this.least, this.most),
      },
    };
  }

  /** Bin i holds the magnitudes above gamma^(i-1), up to gamma^i. */
  private binOf(magnitude: number): number {
    return Math.ceil(Math.log(magnitude) * this.binsPerE);
  }

  /** As far from both ends of the bin, relative to them. */
  private valueOf(bin: number): number {
    return (this.gamma ** bin * 2) / (this.gamma + 1);
  }
}
