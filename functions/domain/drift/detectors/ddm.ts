/**
 * Has the error rate of a learner risen from its lowest? DDM of Gama, Medas, Castillo and Rodrigues, "Learning with drift detection"
 * (SBIA 2004): of the error rate p and its standard deviation s = sqrt(p (1 - p) / n) it keeps those of the moment when p + s was
 * lowest; p + s above p_min + 2 s_min is a warning, above p_min + 3 s_min a drift.
 *
 * O(1) time and memory. Nothing shows in the first `warmStart` values. Errors are 0 or 1; all else is refused. A learner without
 * one error in the warm start has s_min = 0: its first error counts as a drift, a property of the method.
 */
import { expectState, floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import { type DriftDetector, expectError, expectSetting, expectWhole, ofSettings } from './drift-detector';

export interface DdmOptions {
  /** @default 30 */
  readonly warmStart?: number;
  /** In standard deviations. @default 2 */
  readonly warningThreshold?: number;
  /** In standard deviations. @default 3 */
  readonly driftThreshold?: number;
}

const KIND = 'ddm';
const FORMAT = 1;

export class Ddm implements DriftDetector {
  private count = 0;
  private errors = 0;
  private leastRate = Infinity;
  private leastDeviation = Infinity;
  private drifted = false;
  private warned = false;

  private constructor(
    private readonly warmStart: number,
    private readonly warningThreshold: number,
    private readonly driftThreshold: number,
  ) {}

  static create({ warmStart = 30, warningThreshold = 2, driftThreshold = 3 }: DdmOptions = {}): Ddm {
    expectWhole('warmStart of DDM', warmStart, 0);
    expectSetting('warningThreshold of DDM', warningThreshold, 0, Number.MAX_VALUE);
    expectSetting('driftThreshold of DDM', driftThreshold, warningThreshold, Number.MAX_VALUE);
    return new Ddm(warmStart, warningThreshold, driftThreshold);
  }

  static load(state: SavedState): Ddm {
    expectState(state, KIND, FORMAT);
    const loaded = ofSettings(state, () =>
      Ddm.create({
        warmStart: numberOf(state, 'warmStart'),
        warningThreshold: numberOf(state, 'warningThreshold'),
        driftThreshold: numberOf(state, 'driftThreshold'),
      }),
    );
    const sums = floatsOf(state, 'sums', 4);
    loaded.count = sums[0]!;
    loaded.errors = sums[1]!;
    loaded.leastRate = sums[2]!;
    loaded.leastDeviation = sums[3]!;
    loaded.drifted = state.scalars.drifted === true;
    loaded.warned = state.scalars.warned === true;
    return loaded;
  }

  save(): SavedState {
    const { warmStart, warningThreshold, driftThreshold, drifted, warned } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { warmStart, warningThreshold, driftThreshold, drifted, warned },
      arrays: { sums: Float64Array.of(this.count, this.errors, this.leastRate, this.leastDeviation) },
    };
  }

  update(error: number): boolean {
    expectError(error);
    if (this.drifted) this.restart();
    this.count += 1;
    this.errors += error;
    if (this.count <= this.warmStart) return false;
    const rate = this.errors / this.count;
    const deviation = Math.sqrt((rate * (1 - rate)) / this.count);
    const level = rate + deviation;
    if (level <= this.leastRate + this.leastDeviation) {
      this.leastRate = rate;
      this.leastDeviation = deviation;
    }
    this.drifted = level > this.leastRate + this.driftThreshold * this.leastDeviation;
    this.warned = !this.drifted && level > this.leastRate + this.warningThreshold * this.leastDeviation;
    return this.drifted;
  }

  get isWarning(): boolean {
    return this.warned;
  }

  private restart(): void {
    this.count = 0;
    this.errors = 0;
    this.leastRate = Infinity;
    this.leastDeviation = Infinity;
    this.drifted = false;
  }
}
