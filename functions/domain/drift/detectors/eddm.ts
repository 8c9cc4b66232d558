/**
 * Do the errors of a learner come at shorter distances than they did? EDDM of Baena-García and others, "Early drift detection method"
 * (Fourth International Workshop on Knowledge Discovery from Data Streams, 2006), made for slow gradual drifts: of the number of
 * examples between two errors it keeps mean p and standard deviation s, and the largest p + 2 s so far; where p + 2 s has come
 * down below `alpha` of that it warns, below `beta` it is a drift.
 *
 * O(1) time and memory. Nothing shows before more than `warmStart` errors; a warning stands until the next error. Errors are 0 or 1;
 * all else is refused.
 */
import { expectState, floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import { type DriftDetector, expectError, expectSetting, expectWhole, ofSettings } from './drift-detector';

export interface EddmOptions {
  /** In errors. @default 30 */
  readonly warmStart?: number;
  /** Of the warning, in (0, 1]. @default 0.95 */
  readonly alpha?: number;
  /** Of the drift, at most `alpha`. @default 0.9 */
  readonly beta?: number;
}

const KIND = 'eddm';
const FORMAT = 1;

export class Eddm implements DriftDetector {
  private count = 0;
  private lastError = 0;
  private errors = 0;
  private meanDistance = 0;
  private squares = 0;
  private highest = -1;
  private drifted = false;
  private warned = false;

  private constructor(
    private readonly warmStart: number,
    private readonly alpha: number,
    private readonly beta: number,
  ) {}

  static create({ warmStart = 30, alpha = 0.95, beta = 0.9 }: EddmOptions = {}): Eddm {
    expectWhole('warmStart of EDDM', warmStart, 1);
    expectSetting('the alpha of EDDM', alpha, Number.MIN_VALUE, 1);
    expectSetting('the beta of EDDM', beta, Number.MIN_VALUE, alpha);
    return new Eddm(warmStart, alpha, beta);
  }

  static load(state: SavedState): Eddm {
    expectState(state, KIND, FORMAT);
    const loaded = ofSettings(state, () =>
      Eddm.create({
        warmStart: numberOf(state, 'warmStart'),
        alpha: numberOf(state, 'alpha'),
        beta: numberOf(state, 'beta'),
      }),
    );
    const sums = floatsOf(state, 'sums', 6);
    loaded.count = sums[0]!;
    loaded.lastError = sums[1]!;
    loaded.errors = sums[2]!;
    loaded.meanDistance = sums[3]!;
    loaded.squares = sums[4]!;
    loaded.highest = sums[5]!;
    loaded.drifted = state.scalars.drifted === true;
    loaded.warned = state.scalars.warned === true;
    return loaded;
  }

  save(): SavedState {
    const { warmStart, alpha, beta, drifted, warned, count, lastError, errors, meanDistance, squares, highest } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { warmStart, alpha, beta, drifted, warned },
      arrays: { sums: Float64Array.of(count, lastError, errors, meanDistance, squares, highest) },
    };
  }

  update(error: number): boolean {
    expectError(error);
    if (this.drifted) this.restart();
    this.count += 1;
    if (error === 0) return false;
    this.errors += 1;
    this.learnDistance(this.count - this.lastError);
    this.lastError = this.count;
    this.judge();
    return this.drifted;
  }

  get isWarning(): boolean {
    return this.warned;
  }

  /** Welford's update. */
  private learnDistance(distance: number): void {
    const before = distance - this.meanDistance;
    this.meanDistance += (1 / this.errors) * before;
    this.squares += before * (distance - this.meanDistance);
  }

  private judge(): void {
    if (this.count <= this.warmStart) return;
    const deviation = this.errors > 1 ? Math.sqrt(this.squares / (this.errors - 1)) : 0;
    const level = this.meanDistance + 2 * deviation;
    if (level > this.highest) this.highest = level;
    if (this.errors <= this.warmStart) return;
    this.drifted = level < this.beta * this.highest;
    this.warned = !this.drifted && level < this.alpha * this.highest;
  }

  private restart(): void {
    this.count = 0;
    this.lastError = 0;
    this.errors = 0;
    this.meanDistance = 0;
    this.squares = 0;
    this.highest = -1;
    this.drifted = false;
  }
}
