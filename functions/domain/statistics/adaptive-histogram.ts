/**
 * How are the values spread when nobody knows beforehand where they lie?
 *
 * The histogram of Ben-Haim and Tom-Tov, "A streaming parallel decision tree algorithm" (JMLR 11, 2010): at most B pairs of centre and
 * weight; a value is a pair of its own, and when there are too many the two neighbours closest to each other become one at their weighted
 * mean. Counts in between are read by their trapezoid rule (`weightUpTo` is Sum, `quantile` its inverse, their Uniform). O(B) per
 * value, O(B) per merge and look-up, 16 bytes a bin. There is no bound on the error for all inputs: the KLL sketch has one.
 *
 * Without data the quantile is null, and so is that of a rank outside [0, 1]. NaN and infinite values are missing, a weight of 0
 * counts for nothing. The least and the greatest value are kept exactly. Merging is the union, closest neighbours joined; in another order of
 * merging other neighbours join, so merged parts agree with one pass about the total weight and the extremes to rounding, and about the rest
 * only as well as either agrees with the data.
 */
import { expectScalar, expectState, floatsOf, type SavedState, StateRefused } from '../state/saved-state';
import { counts } from './observation';

const KIND = 'adaptive-histogram';
const FORMAT = 1;

export class AdaptiveHistogram {
  /** Ascending, one more than is kept. */
  private readonly centres: Float64Array;
  private readonly weights: Float64Array;
  private held = 0;
  private least = Infinity;
  private most = -Infinity;

  private constructor(readonly maxBins: number) {
    this.centres = new Float64Array(maxBins + 1);
    this.weights = new Float64Array(maxBins + 1);
  }

  /** @param maxBins at least 2 */
  static create(maxBins: number): AdaptiveHistogram {
    if (!(Number.isSafeInteger(maxBins) && maxBins >= 2)) {
      throw new RangeError(`a histogram has 2 bins or more, not ${maxBins}`);
    }
    return new AdaptiveHistogram(maxBins);
  }

  static load(state: SavedState, maxBins: number): AdaptiveHistogram {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'maxBins', maxBins);
    const histogram = AdaptiveHistogram.create(maxBins);
    const centres = floatsOf(state, 'centres');
    if (centres.length > maxBins) {
      throw new StateRefused(`the ${KIND} state has ${centres.length} bins of at most ${maxBins}`);
    }
    histogram.centres.set(centres);
    histogram.weights.set(floatsOf(state, 'weights', centres.length));
    histogram.held = centres.length;
    const extremes = floatsOf(state, 'extremes', 2);
    histogram.least = extremes[0]!;
    histogram.most = extremes[1]!;
    return histogram;
  }

  add(value: number, weight = 1): void {
    if (!counts(value, weight)) return;
    if (value < this.least) this.least = value;
    if (value > this.most) this.most = value;
    this.insert(value, weight);
  }

  /** Neither is changed; the merged one has the bins of this one. */
  merge(other: AdaptiveHistogram): AdaptiveHistogram {
    const merged = AdaptiveHistogram.load(this.save(), this.maxBins);
    for (let bin = 0; bin < other.held; bin++) merged.insert(other.centres[bin]!, other.weights[bin]!);
    merged.least = Math.min(this.least, other.least);
    merged.most = Math.max(this.most, other.most);
    return merged;
  }

  get weight(): number {
    let weight = 0;
    for (let bin = 0; bin < this.held; bin++) weight += this.weights[bin]!;
    return weight;
  }

  get min(): number | null {
    return this.held > 0 ? this.least : null;
  }

  get max(): number | null {
    return this.held > 0 ? this.most : null;
  }

  /** Centre and weight of each bin, ascending. */
  get bins(): readonly (readonly [number, number])[] {
    return Array.from({ length: this.held }, (_, bin) => [this.centres[bin]!, this.weights[bin]!] as const);
  }

  /** The estimated weight of the values at most `value`. */
  weightUpTo(value: number): number {
    if (!(value >= this.least)) return 0;
    if (value >= this.most) return this.weight;
    let before = 0;
    for (let left = -1; left < this.held; left++) {
      const [from, to] = [this.centreAt(left), this.centreAt(left + 1)];
      const [weight, next] = [this.weightAt(left), this.weightAt(left + 1)];
      if (value < to) {
        const reached = (value - from) / (to - from);
        return before + (weight + weight + (next - weight) * reached) * (reached / 2);
      }
      before += (weight + next) / 2;
    }
    return before;
  }

  /** The value that about a share `rank` of the weight does not exceed. */
  quantile(rank: number): number | null {
    if (this.held === 0 || !(rank >= 0 && rank <= 1)) return null;
    let wanted = rank * this.weight;
    for (let left = -1; left < this.held; left++) {
      const [weight, next] = [this.weightAt(left), this.weightAt(left + 1)];
      const between = (weight + next) / 2;
      if (wanted <= between) {
        // reached solves weight x reached + (next - weight) x reached^2 / 2 = wanted, in the form that does not cancel.
        const root = Math.sqrt(Math.max(0, weight * weight + 2 * (next - weight) * wanted));
        const reached = wanted > 0 ? Math.min(1, (2 * wanted) / (weight + root)) : 0;
        const from = this.centreAt(left);
        return from + (this.centreAt(left + 1) - from) * reached;
      }
      wanted -= between;
    }
    return this.most;
  }

  save(): SavedState {
    const { maxBins, held } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { maxBins },
      arrays: {
        centres: this.centres.slice(0, held),
        weights: this.weights.slice(0, held),
        extremes: Float64Array.of(this.least, this.most),
      },
    };
  }

  /** The extremes stand beside the bins as bins without weight. */
  private centreAt(bin: number): number {
    return bin < 0 ? this.least : bin >= this.held ? this.most : this.centres[bin]!;
  }

  private weightAt(bin: number): number {
    return bin < 0 || bin >= this.held ? 0 : this.weights[bin]!;
  }

  private insert(centre: number, weight: number): void {
    const { centres, weights } = this;
    let at = this.held;
    while (at > 0 && centres[at - 1]! >= centre) at -= 1;
    if (at < this.held && centres[at] === centre) {
      weights[at]! += weight;
      return;
    }
    centres.copyWithin(at + 1, at, this.held);
    weights.copyWithin(at + 1, at, this.held);
    centres[at] = centre;
    weights[at] = weight;
    this.held += 1;
    if (this.held > this.maxBins) this.joinClosest();
  }

  private joinClosest(): void {
    const { centres, weights } = this;
    let closest = 0;
    let gap = Infinity;
    for (let bin = 0; bin + 1 < this.held; bin++) {
      const apart = centres[bin + 1]! - centres[bin]!;
      if (apart < gap) {
        gap = apart;
        closest = bin;
      }
    }
    const weight = weights[closest]! + weights[closest + 1]!;
    centres[closest]! += gap * (weights[closest + 1]! / weight);
    weights[closest] = weight;
    centres.copyWithin(closest + 1, closest + 2, this.held);
    weights.copyWithin(closest + 1, closest + 2, this.held);
    this.held -= 1;
  }
}
