/**
 * What are the mean and the variance lately, where each further value makes the ones before it count a little less?
 *
 * mean += a (x - mean), variance = (1 - a) (variance + a (x - mean)^2): West's (1979) update with a constant share `a`, the fading
 * factor (Finch, "Incremental calculation of weighted mean and variance", 2009). The first value is the first mean, as in river's
 * EWMean and EWVar and in pandas with adjust=False. After n values the oldest has (1 - a)^(n-1) of the weight; a = 2 / (N + 1) is the
 * average age of a window of N. O(1) per value, 16 bytes. By time instead of by value: DecayedMoments.
 *
 * Without data both are null. NaN and infinite values are missing and age nothing; a weight w is w equal values in a row, 0 is none.
 * No merge: how much a value counts depends on how many came after it, which two streams side by side do not tell.
 */
import { expectScalar, expectState, floatsOf, type SavedState } from '../state/saved-state';
import { counts } from './observation';

const KIND = 'exponential-moments';
const FORMAT = 1;
const [SEEN, MEAN, VARIANCE] = [0, 1, 2] as const;
const CELLS = VARIANCE + 1;

export class ExponentialMoments {
  private constructor(
    readonly fadingFactor: number,
    private readonly cells: Float64Array,
  ) {}

  /** @param fadingFactor the share of the newest value, above 0 and at most 1 */
  static create(fadingFactor: number): ExponentialMoments {
    if (!(fadingFactor > 0 && fadingFactor <= 1)) {
      throw new RangeError(`a fading factor is above 0 and at most 1, not ${fadingFactor}`);
    }
    return new ExponentialMoments(fadingFactor, new Float64Array(CELLS));
  }

  static load(state: SavedState, fadingFactor: number): ExponentialMoments {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'fadingFactor', fadingFactor);
    return new ExponentialMoments(fadingFactor, floatsOf(state, 'cells', CELLS));
  }

  add(value: number, weight = 1): void {
    if (!counts(value, weight)) return;
    const { cells } = this;
    if (cells[SEEN] === 0) {
      cells[SEEN] = 1;
      cells[MEAN] = value;
      return;
    }
    const share = weight === 1 ? this.fadingFactor : 1 - (1 - this.fadingFactor) ** weight;
    const apart = value - cells[MEAN]!;
    const shift = share * apart;
    cells[MEAN]! += shift;
    cells[VARIANCE] = (1 - share) * (cells[VARIANCE]! + apart * shift);
  }

  get mean(): number | null {
    return this.cells[SEEN] === 1 ? this.cells[MEAN]! : null;
  }

  /** Of the population, with these weights. */
  get variance(): number | null {
    return this.cells[SEEN] === 1 ? this.cells[VARIANCE]! : null;
  }

  save(): SavedState {
    const { fadingFactor, cells } = this;
    return { kind: KIND, format: FORMAT, scalars: { fadingFactor }, arrays: { cells: cells.slice() } };
  }
}
