/**
 * Does a learner err more in its last `window` predictions than it did in its best ones? FHDDM of Pesaranghader and Viktor, "Fast
 * Hoeffding drift detection method for evolving data streams" (ECML-PKDD 2016): by Hoeffding's bound two means of n values
 * of 0 or 1 differ by more than sqrt(ln(1 / delta) / 2n) with a chance of delta at most; so a drift shows where the error rate of the window is
 * that much above the lowest it had. With `shortWindow` a second, shorter window is watched beside it (FHDDMS, Pesaranghader, Viktor and Paquet,
 * "Reservoir of diverse adaptive learners and stacking fast Hoeffding drift detection methods", Machine Learning 107, 2018): faster for
 * an abrupt drift.
 *
 * The papers count right predictions; here 1 is an error, as for all detectors. O(1) time, O(window) memory. Nothing shows before the
 * window is full. There is no warning zone. Errors are 0 or 1; all else is refused.
 */
import { arrayOf, countOf, expectState, numberOf, type SavedState } from '../../state/saved-state';
import { type DriftDetector, expectError, expectSetting, expectWhole, ofSettings } from './drift-detector';

export interface FhddmOptions {
  /** @default 100 */
  readonly window?: number;
  /** At most `window`; 0: none. @default 0 */
  readonly shortWindow?: number;
  /** In (0, 1). @default 0.000001 */
  readonly delta?: number;
}

const KIND = 'fhddm';
const FORMAT = 1;

export class Fhddm implements DriftDetector {
  private readonly ring: Uint8Array;
  /** The least difference of two counts of errors that shows a drift. */
  private readonly bound: number;
  private readonly shortBound: number;
  private seen = 0;
  private errors = 0;
  private shortErrors = 0;
  private fewest: number;
  private fewestShort: number;
  private drifted = false;

  private constructor(
    private readonly window: number,
    private readonly shortWindow: number,
    private readonly delta: number,
  ) {
    this.ring = new Uint8Array(window);
    this.bound = boundOf(window, delta);
    this.shortBound = boundOf(shortWindow, delta);
    this.fewest = window;
    this.fewestShort = shortWindow;
  }

  static create({ window = 100, shortWindow = 0, delta = 1e-6 }: FhddmOptions = {}): Fhddm {
    expectWhole('the window of FHDDM', window, 1);
    expectWhole('shortWindow of FHDDM', shortWindow, 0);
    expectSetting('shortWindow of FHDDM', shortWindow, 0, window);
    expectSetting('the delta of FHDDM', delta, Number.MIN_VALUE, 1);
    return new Fhddm(window, shortWindow, delta);
  }

  static load(state: SavedState): Fhddm {
    expectState(state, KIND, FORMAT);
    const window = numberOf(state, 'window');
    const [shortWindow, delta] = [numberOf(state, 'shortWindow'), numberOf(state, 'delta')];
    const loaded = ofSettings(state, () => Fhddm.create({ window, shortWindow, delta }));
    loaded.ring.set(arrayOf(state, 'ring', Uint8Array, window));
    loaded.seen = countOf(state, 'seen');
    loaded.errors = numberOf(state, 'errors');
    loaded.shortErrors = numberOf(state, 'shortErrors');
    loaded.fewest = numberOf(state, 'fewest');
    loaded.fewestShort = numberOf(state, 'fewestShort');
    loaded.drifted = state.scalars.drifted === true;
    return loaded;
  }

  save(): SavedState {
    const { window, shortWindow, delta, seen, errors, shortErrors, fewest, fewestShort, drifted } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { window, shortWindow, delta, seen, errors, shortErrors, fewest, fewestShort, drifted },
      arrays: { ring: this.ring.slice() },
    };
  }

  update(error: number): boolean {
    expectError(error);
    if (this.drifted) this.restart();
    const { ring, window, shortWindow } = this;
    const at = this.seen % window;
    if (this.seen >= window) this.errors -= ring[at]!;
    if (this.seen >= shortWindow && shortWindow > 0) {
      this.shortErrors -= ring[(this.seen - shortWindow) % window]!;
    }
    ring[at] = error;
    this.errors += error;
    if (shortWindow > 0) this.shortErrors += error;
    this.seen += 1;
    if (this.seen < window) return false;
    if (this.errors < this.fewest) this.fewest = this.errors;
    if (this.shortErrors < this.fewestShort) this.fewestShort = this.shortErrors;
    this.drifted =
      this.errors - this.fewest > this.bound ||
      (shortWindow > 0 && this.shortErrors - this.fewestShort > this.shortBound);
    return this.drifted;
  }

  get isWarning(): boolean {
    return false;
  }

  private restart(): void {
    this.drifted = false;
    this.ring.fill(0);
    this.seen = 0;
    this.errors = 0;
    this.shortErrors = 0;
    this.fewest = this.window;
    this.fewestShort = this.shortWindow;
  }
}

/** Hoeffding's bound on the mean of so many values, times their number. */
const boundOf = (window: number, delta: number): number => Math.sqrt((window * Math.log(1 / delta)) / 2);
