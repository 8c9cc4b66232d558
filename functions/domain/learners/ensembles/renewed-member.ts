/**
 * One member of an ensemble that renews its members, with what watches it: two ADWINs on its errors, how often it has been right, and
 * the learner that grows beside it from a warning on and takes its place at a drift. O(1) amortised beside what the learners cost.
 */
import { ADWIN_OF_MOA, Adwin } from '../../drift/detectors/adwin';
import type { LabelledBatch } from '../../features/batch';
import { nestedState, nestStates } from '../../state/nested-state';
import { arrayOf, expectState, numberOf, type SavedState } from '../../state/saved-state';
import type { ExampleLearner } from '../learner';
import { rises } from './rising-errors';

const KIND = 'renewedMember';
const FORMAT = 1;

export interface Vigilance {
  readonly warningDelta: number;
  readonly driftDelta: number;
}

const adwinOf = (delta: number): Adwin => Adwin.create({ ...ADWIN_OF_MOA, delta });

export class RenewedMember {
  private constructor(
    private readonly vigilance: Vigilance,
    private current: ExampleLearner,
    private background: ExampleLearner | null,
    private warning: Adwin,
    private drift: Adwin,
    /** Weight of examples answered right, and of all. */
    private readonly tally: Float64Array,
    /** Which successor of the ensemble each is, 0 for a first learner: its seed depends on it, and what it draws from that later. */
    private currentNumber = 0,
    private backgroundNumber = 0,
  ) {}

  static create(vigilance: Vigilance, learner: ExampleLearner): RenewedMember {
    const { warningDelta, driftDelta } = vigilance;
    return new RenewedMember(vigilance, learner, null, adwinOf(warningDelta), adwinOf(driftDelta), new Float64Array(2));
  }

  get learner(): ExampleLearner {
    return this.current;
  }

  /** The share of right answers since it began; 1 before the first, so that a new one is heard. */
  get accuracy(): number {
    return this.tally[1]! > 0 ? this.tally[0]! / this.tally[1]! : 1;
  }

  score(isRight: boolean, weight: number): void {
    if (isRight) this.tally[0]! += weight;
    this.tally[1]! += weight;
  }

  /** Writes what it predicts into `row`; then it learns the example, and what grows in the background too. */
  predictAndLearn(batch: LabelledBatch, example: number, weight: number, row: Float64Array): void {
    this.current.predictAndLearnExample(batch, example, weight, row, 0);
    this.background?.learnExample(batch, example, weight);
  }

  /** Whether its errors seem to rise: then a successor has to begin. */
  isWarned(error: number): boolean {
    return rises(this.warning, error);
  }

  /** Grows `successor` in the background, in place of one that may be there; the ensemble's successor of this number. */
  prepare(successor: ExampleLearner, number: number): void {
    this.background = successor;
    this.backgroundNumber = number;
    this.warning = adwinOf(this.vigilance.warningDelta);
  }

  /** Whether its errors have risen for certain: then it has to be renewed. */
  hasDrifted(error: number): boolean {
    return rises(this.drift, error);
  }

  get isPrepared(): boolean {
    return this.background !== null;
  }

  /** What grows in the background takes over, and nothing is known of its errors. */
  renew(): void {
    const { warningDelta, driftDelta } = this.vigilance;
    if (this.background !== null) {
      this.current = this.background;
      this.currentNumber = this.backgroundNumber;
    }
    this.background = null;
    this.warning = adwinOf(warningDelta);
    this.drift = adwinOf(driftDelta);
    this.tally.fill(0);
  }

  save(): SavedState {
    const { current, background, warning, drift } = this;
    const parts = { current: current.save(), warning: warning.save(), drift: drift.save() };
    const { scalars, arrays } = nestStates(background === null ? parts : { ...parts, background: background.save() });
    return {
      kind: KIND,
      format: FORMAT,
      scalars: {
        ...scalars,
        hasBackground: background !== null,
        currentNumber: this.currentNumber,
        backgroundNumber: this.backgroundNumber,
      },
      arrays: { ...arrays, tally: this.tally.slice() },
    };
  }

  /** @param load of a learner and its number @throws StateRefused */
  static load(
    vigilance: Vigilance,
    load: (state: SavedState, number: number) => ExampleLearner,
    state: SavedState,
  ): RenewedMember {
    expectState(state, KIND, FORMAT);
    const [current, background] = [numberOf(state, 'currentNumber'), numberOf(state, 'backgroundNumber')];
    return new RenewedMember(
      vigilance,
      load(nestedState(state, 'current'), current),
      state.scalars.hasBackground === true ? load(nestedState(state, 'background'), background) : null,
      Adwin.load(nestedState(state, 'warning')),
      Adwin.load(nestedState(state, 'drift')),
      arrayOf(state, 'tally', Float64Array, 2),
      current,
      background,
    );
  }
}
