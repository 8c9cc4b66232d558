/**
 * Has the mean of this stream risen, or fallen? The test of Page, "Continuous inspection schemes" (Biometrika 41, 1954), with
 * Hinkley's running mean in the place of a known one, and forgetting as in river: the sums of the deviations from the mean so far, less
 * (for a fall: plus) `delta` each, fade by `alpha`; a drift shows where one has come away from its extreme by more than `threshold`.
 *
 * O(1) time and memory. Nothing shows before `minInstances` values. NaN, infinite, and larger than 1e100 are refused. There is no
 * warning zone. `threshold` is in units of the values: for errors of 0 and 1, 50 is the sum of some fifty surprises.
 */
import { expectState, floatsOf, numberOf, type SavedState, StateRefused } from '../../state/saved-state';
import { type DriftDetector, expectNumber, expectSetting, expectWhole, ofSettings } from './drift-detector';

export type Direction = 'up' | 'down' | 'both';

export interface PageHinkleyOptions {
  /** @default 30 */
  readonly minInstances?: number;
  /** The deviation that is taken for none. @default 0.005 */
  readonly delta?: number;
  /** @default 50 */
  readonly threshold?: number;
  /** In (0, 1]; 1 forgets nothing. @default 0.9999 */
  readonly alpha?: number;
  /** @default 'both' */
  readonly direction?: Direction;
}

const KIND = 'pageHinkley';
const FORMAT = 1;

export class PageHinkley implements DriftDetector {
  private count = 0;
  private mean = 0;
  private rise = 0;
  private leastRise = Infinity;
  private fall = 0;
  private mostFall = -Infinity;
  private drifted = false;

  private constructor(
    private readonly minInstances: number,
    private readonly delta: number,
    private readonly threshold: number,
    private readonly alpha: number,
    private readonly direction: Direction,
  ) {}

  static create(options: PageHinkleyOptions = {}): PageHinkley {
    const { minInstances = 30, delta = 0.005, threshold = 50, alpha = 0.9999, direction = 'both' } = options;
    expectWhole('minInstances of Page-Hinkley', minInstances, 1);
    expectSetting('the delta of Page-Hinkley', delta, 0, Number.MAX_VALUE);
    expectSetting('the threshold of Page-Hinkley', threshold, 0, Number.MAX_VALUE);
    expectSetting('the alpha of Page-Hinkley', alpha, Number.MIN_VALUE, 1);
    return new PageHinkley(minInstances, delta, threshold, alpha, direction);
  }

  static load(state: SavedState): PageHinkley {
    expectState(state, KIND, FORMAT);
    const loaded = ofSettings(state, () =>
      PageHinkley.create({
        minInstances: numberOf(state, 'minInstances'),
        delta: numberOf(state, 'delta'),
        threshold: numberOf(state, 'threshold'),
        alpha: numberOf(state, 'alpha'),
        direction: directionOf(state),
      }),
    );
    const sums = floatsOf(state, 'sums', 6);
    loaded.count = sums[0]!;
    loaded.mean = sums[1]!;
    loaded.rise = sums[2]!;
    loaded.leastRise = sums[3]!;
    loaded.fall = sums[4]!;
    loaded.mostFall = sums[5]!;
    loaded.drifted = state.scalars.drifted === true;
    return loaded;
  }

  save(): SavedState {
    const { minInstances, delta, threshold, alpha, direction, drifted } = this;
    const sums = Float64Array.of(this.count, this.mean, this.rise, this.leastRise, this.fall, this.mostFall);
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { minInstances, delta, threshold, alpha, direction, drifted },
      arrays: { sums },
    };
  }

  update(value: number): boolean {
    expectNumber(value);
    if (this.drifted) this.restart();
    this.count += 1;
    this.mean += (1 / this.count) * (value - this.mean);
    const deviation = value - this.mean;
    this.rise = this.alpha * this.rise + deviation - this.delta;
    this.fall = this.alpha * this.fall + deviation + this.delta;
    if (this.rise < this.leastRise) this.leastRise = this.rise;
    if (this.fall > this.mostFall) this.mostFall = this.fall;
    this.drifted = this.count >= this.minInstances && this.isBeyond();
    return this.drifted;
  }

  get isWarning(): boolean {
    return false;
  }

  private isBeyond(): boolean {
    const { direction, threshold } = this;
    if (direction !== 'down' && this.rise - this.leastRise > threshold) return true;
    return direction !== 'up' && this.mostFall - this.fall > threshold;
  }

  private restart(): void {
    this.count = 0;
    this.mean = 0;
    this.rise = 0;
    this.leastRise = Infinity;
    this.fall = 0;
    this.mostFall = -Infinity;
  }
}

function directionOf(state: SavedState): Direction {
  const { direction } = state.scalars;
  if (direction === 'up' || direction === 'down' || direction === 'both') return direction;
  throw new StateRefused(
    `the direction of the ${KIND} state should be up, down or both, not ${JSON.stringify(direction)}`,
  );
}
