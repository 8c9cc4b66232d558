/**
 * Has the mean of values in [0, 1], such as the errors of a learner, risen since it was lowest? HDDM_A of Frías-Blanco and others,
 * "Online and non-parametric drift detection methods based on Hoeffding's bounds" (IEEE TKDE 27, 2015): it remembers the prefix of the
 * stream whose mean plus Hoeffding's bound sqrt(ln(1 / delta) / 2n) is lowest, and tests the mean of that prefix against the mean of all by the bound on
 * the difference of two averages, one within the other. No assumption but the range of the values. Best for abrupt drifts.
 *
 * O(1) time and memory. Values outside of [0, 1] and NaN are refused. `twoSided` tells a fall of the mean as well.
 */
import { expectState, floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import { type DriftDetector, expectSetting, expectUnit, ofSettings } from './drift-detector';

export interface HddmAOptions {
  /** @default 0.001 */
  readonly driftConfidence?: number;
  /** At least `driftConfidence`. @default 0.005 */
  readonly warningConfidence?: number;
  /** @default false */
  readonly twoSided?: boolean;
}

const KIND = 'hddmA';
const FORMAT = 1;

export class HddmA implements DriftDetector {
  private readonly prefixLogarithm: number;
  private readonly driftLogarithm: number;
  private readonly warningLogarithm: number;
  private count = 0;
  private sum = 0;
  /** Of the prefixes with the lowest and the highest mean. */
  private lowCount = 0;
  private lowSum = 0;
  private highCount = 0;
  private highSum = 0;
  private drifted = false;
  private warned = false;

  private constructor(
    private readonly driftConfidence: number,
    private readonly warningConfidence: number,
    private readonly twoSided: boolean,
  ) {
    this.prefixLogarithm = Math.log(1 / driftConfidence);
    this.driftLogarithm = Math.log(2 / driftConfidence);
    this.warningLogarithm = Math.log(2 / warningConfidence);
  }

  static create({ driftConfidence = 0.001, warningConfidence = 0.005, twoSided = false }: HddmAOptions = {}): HddmA {
    expectSetting('driftConfidence of HDDM_A', driftConfidence, Number.MIN_VALUE, 1);
    expectSetting('warningConfidence of HDDM_A', warningConfidence, driftConfidence, 1);
    return new HddmA(driftConfidence, warningConfidence, twoSided);
  }

  static load(state: SavedState): HddmA {
    expectState(state, KIND, FORMAT);
    const loaded = ofSettings(state, () =>
      HddmA.create({
        driftConfidence: numberOf(state, 'driftConfidence'),
        warningConfidence: numberOf(state, 'warningConfidence'),
        twoSided: state.scalars.twoSided === true,
      }),
    );
    const sums = floatsOf(state, 'sums', 6);
    loaded.count = sums[0]!;
    loaded.sum = sums[1]!;
    loaded.lowCount = sums[2]!;
    loaded.lowSum = sums[3]!;
    loaded.highCount = sums[4]!;
    loaded.highSum = sums[5]!;
    loaded.drifted = state.scalars.drifted === true;
    loaded.warned = state.scalars.warned === true;
    return loaded;
  }

  save(): SavedState {
    const { driftConfidence, warningConfidence, twoSided, drifted, warned } = this;
    const { count, sum, lowCount, lowSum, highCount, highSum } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { driftConfidence, warningConfidence, twoSided, drifted, warned },
      arrays: { sums: Float64Array.of(count, sum, lowCount, lowSum, highCount, highSum) },
    };
  }

  update(value: number): boolean {
    expectUnit(value);
    if (this.drifted) this.restart();
    this.count += 1;
    this.sum += value;
    this.choosePrefixes();
    this.drifted = this.isApart(this.driftLogarithm);
    this.warned = !this.drifted && this.isApart(this.warningLogarithm);
    return this.drifted;
  }

  get isWarning(): boolean {
    return this.warned;
  }

  private choosePrefixes(): void {
    const { count, sum } = this;
    const mean = sum / count;
    const bound = this.bound(count);
    if (this.lowCount === 0 || this.lowSum / this.lowCount + this.bound(this.lowCount) >= mean + bound) {
      this.lowCount = count;
      this.lowSum = sum;
    }
    if (!this.twoSided) return;
    if (this.highCount === 0 || this.highSum / this.highCount - this.bound(this.highCount) <= mean - bound) {
      this.highCount = count;
      this.highSum = sum;
    }
  }

  private bound(count: number): number {
    return Math.sqrt((1 / (2 * count)) * this.prefixLogarithm);
  }

  private isApart(logarithm: number): boolean {
    const { count, lowCount, highCount } = this;
    const mean = this.sum / count;
    if (lowCount < count && mean - this.lowSum / lowCount >= differenceBound(lowCount, count, logarithm)) return true;
    return (
      this.twoSided &&
      highCount < count &&
      this.highSum / highCount - mean >= differenceBound(highCount, count, logarithm)
    );
  }

  private restart(): void {
    this.count = 0;
    this.sum = 0;
    this.lowCount = 0;
    this.lowSum = 0;
    this.highCount = 0;
    this.highSum = 0;
  }
}

/** Of the mean of a prefix and the mean of all. */
function differenceBound(prefix: number, count: number, logarithm: number): number {
  const m = ((count - prefix) / prefix) * (1 / count);
  return Math.sqrt((m / 2) * logarithm);
}
