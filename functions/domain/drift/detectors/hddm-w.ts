/**
 * Has the recent mean of values in [0, 1], such as the errors of a learner, risen? HDDM_W of Frías-Blanco and others, "Online and
 * non-parametric drift detection methods based on Hoeffding's bounds" (IEEE TKDE 27, 2015): exponentially weighted means, of all until the
 * moment when mean plus bound was lowest and of all after it, are compared by McDiarmid's inequality. Best for gradual drifts.
 *
 * O(1) time and memory. Values outside of [0, 1] and NaN are refused. `twoSided` tells a fall of the mean as well.
 */
import { expectState, floatsOf, numberOf, type SavedState } from '../../state/saved-state';
import { type DriftDetector, expectSetting, expectUnit, ofSettings } from './drift-detector';

export interface HddmWOptions {
  /** @default 0.001 */
  readonly driftConfidence?: number;
  /** At least `driftConfidence`. @default 0.005 */
  readonly warningConfidence?: number;
  /** The weight of a new value in the mean, in (0, 1). @default 0.05 */
  readonly lambda?: number;
  /** @default false */
  readonly twoSided?: boolean;
}

const KIND = 'hddmW';
const FORMAT = 1;

/** An exponentially weighted mean is three cells: how many values, the mean, and the sum of its squared weights. */
const CELLS = 3;
const COUNT = 0;
const MEAN = 1;
const WEIGHTS = 2;

/** Where each mean begins: of all; until and after the cut for a rise; until and after the cut for a fall. */
const ALL = 0;
const BEFORE_RISE = CELLS;
const AFTER_RISE = 2 * CELLS;
const BEFORE_FALL = 3 * CELLS;
const AFTER_FALL = 4 * CELLS;
/** Behind them the lowest mean plus bound and the highest mean less bound. */
const LOWEST = 5 * CELLS;
const HIGHEST = LOWEST + 1;
const LENGTH = LOWEST + 2;

export class HddmW implements DriftDetector {
  private readonly cells = new Float64Array(LENGTH);
  private readonly driftLogarithm: number;
  private readonly warningLogarithm: number;
  private drifted = false;
  private warned = false;

  private constructor(
    private readonly driftConfidence: number,
    private readonly warningConfidence: number,
    private readonly lambda: number,
    private readonly twoSided: boolean,
  ) {
    this.driftLogarithm = Math.log(1 / driftConfidence);
    this.warningLogarithm = Math.log(1 / warningConfidence);
    this.restart();
  }

  static create(options: HddmWOptions = {}): HddmW {
    const { driftConfidence = 0.001, warningConfidence = 0.005, lambda = 0.05, twoSided = false } = options;
    expectSetting('driftConfidence of HDDM_W', driftConfidence, Number.MIN_VALUE, 1);
    expectSetting('warningConfidence of HDDM_W', warningConfidence, driftConfidence, 1);
    expectSetting('the lambda of HDDM_W', lambda, Number.MIN_VALUE, 1);
    return new HddmW(driftConfidence, warningConfidence, lambda, twoSided);
  }

  static load(state: SavedState): HddmW {
    expectState(state, KIND, FORMAT);
    const loaded = ofSettings(state, () =>
      HddmW.create({
        driftConfidence: numberOf(state, 'driftConfidence'),
        warningConfidence: numberOf(state, 'warningConfidence'),
        lambda: numberOf(state, 'lambda'),
        twoSided: state.scalars.twoSided === true,
      }),
    );
    loaded.cells.set(floatsOf(state, 'cells', LENGTH));
    loaded.drifted = state.scalars.drifted === true;
    loaded.warned = state.scalars.warned === true;
    return loaded;
  }

  save(): SavedState {
    const { driftConfidence, warningConfidence, lambda, twoSided, drifted, warned } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { driftConfidence, warningConfidence, lambda, twoSided, drifted, warned },
      arrays: { cells: this.cells.slice() },
    };
  }

  update(value: number): boolean {
    expectUnit(value);
    if (this.drifted) this.restart();
    this.learn(ALL, value);
    this.moveCuts(value);
    this.drifted = this.isApart(this.driftLogarithm);
    this.warned = !this.drifted && this.isApart(this.warningLogarithm);
    return this.drifted;
  }

  get isWarning(): boolean {
    return this.warned;
  }

  private moveCuts(value: number): void {
    const { cells } = this;
    const bound = Math.sqrt((cells[ALL + WEIGHTS]! * this.driftLogarithm) / 2);
    const high = cells[ALL + MEAN]! + bound;
    if (high < cells[LOWEST]!) {
      cells[LOWEST] = high;
      this.cut(BEFORE_RISE, AFTER_RISE);
    } else {
      this.learn(AFTER_RISE, value);
    }
    if (!this.twoSided) return;
    const low = cells[ALL + MEAN]! - bound;
    if (low > cells[HIGHEST]!) {
      cells[HIGHEST] = low;
      this.cut(BEFORE_FALL, AFTER_FALL);
    } else {
      this.learn(AFTER_FALL, value);
    }
  }

  private isApart(logarithm: number): boolean {
    if (this.exceeds(AFTER_RISE, BEFORE_RISE, logarithm)) return true;
    return this.twoSided && this.exceeds(BEFORE_FALL, AFTER_FALL, logarithm);
  }

  private exceeds(higher: number, lower: number, logarithm: number): boolean {
    const { cells } = this;
    if (cells[higher + COUNT] === 0 || cells[lower + COUNT] === 0) return false;
    const bound = Math.sqrt(((cells[higher + WEIGHTS]! + cells[lower + WEIGHTS]!) * logarithm) / 2);
    return cells[higher + MEAN]! - cells[lower + MEAN]! > bound;
  }

  private learn(at: number, value: number): void {
    const { cells, lambda } = this;
    const rest = 1 - lambda;
    cells[at + MEAN] = cells[at + COUNT] === 0 ? value : lambda * value + rest * cells[at + MEAN]!;
    cells[at + COUNT]! += 1;
    cells[at + WEIGHTS] = lambda * lambda + rest * rest * cells[at + WEIGHTS]!;
  }

  private cut(before: number, after: number): void {
    this.cells.copyWithin(before, ALL, ALL + CELLS);
    this.clear(after);
  }

  private clear(at: number): void {
    this.cells[at + COUNT] = 0;
    this.cells[at + MEAN] = 0;
    this.cells[at + WEIGHTS] = 1;
  }

  private restart(): void {
    for (let at = ALL; at < LOWEST; at += CELLS) this.clear(at);
    this.cells[LOWEST] = Infinity;
    this.cells[HIGHEST] = -Infinity;
  }
}
