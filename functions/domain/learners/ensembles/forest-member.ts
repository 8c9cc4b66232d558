/**
 * One tree of an adaptive random forest, with what watches it: two ADWINs on its errors, how often it has been right, and the tree that
 * grows beside it from a warning on and takes its place at a drift.
 */
import { ADWIN_OF_MOA, Adwin } from '../../drift/detectors/adwin';
import { nestedState, nestStates } from '../../state/nested-state';
import { arrayOf, expectState, type SavedState } from '../../state/saved-state';
import type { ExampleLearner } from '../learner';
import { rises } from './rising-errors';

const KIND = 'forestMember';
const FORMAT = 1;

export interface Vigilance {
  readonly warningDelta: number;
  readonly driftDelta: number;
}

const adwinOf = (delta: number): Adwin => Adwin.create({ ...ADWIN_OF_MOA, delta });

export class ForestMember {
  private constructor(
    private readonly vigilance: Vigilance,
    public tree: ExampleLearner,
    public background: ExampleLearner | null,
    private warning: Adwin,
    private drift: Adwin,
    /** Weight of examples answered right, and of all. */
    private readonly tally: Float64Array,
  ) {}

  static create(vigilance: Vigilance, tree: ExampleLearner): ForestMember {
    const { warningDelta, driftDelta } = vigilance;
    return new ForestMember(vigilance, tree, null, adwinOf(warningDelta), adwinOf(driftDelta), new Float64Array(2));
  }

  /** The share of right answers since it began; 1 before the first, so that a new tree is heard. */
  get accuracy(): number {
    return this.tally[1]! > 0 ? this.tally[0]! / this.tally[1]! : 1;
  }

  score(isRight: boolean, weight: number): void {
    if (isRight) this.tally[0]! += weight;
    this.tally[1]! += weight;
  }

  /**
   * After the tree has learned an example. `fresh` makes a new tree.
   * At a warning one begins to grow in the background; at a drift it, or a new one, takes over.
   */
  watch(isWrong: boolean, fresh: () => ExampleLearner): void {
    const error = isWrong ? 1 : 0;
    const { warningDelta, driftDelta } = this.vigilance;
    if (rises(this.warning, error)) {
      this.background = fresh();
      this.warning = adwinOf(warningDelta);
    }
    if (!rises(this.drift, error)) return;
    this.tree = this.background ?? fresh();
    this.background = null;
    this.warning = adwinOf(warningDelta);
    this.drift = adwinOf(driftDelta);
    this.tally.fill(0);
  }

  save(): SavedState {
    const { tree, background, warning, drift } = this;
    const parts = { tree: tree.save(), warning: warning.save(), drift: drift.save() };
    const { scalars, arrays } = nestStates(background === null ? parts : { ...parts, background: background.save() });
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { ...scalars, hasBackground: background !== null },
      arrays: { ...arrays, tally: this.tally.slice() },
    };
  }

  /** @throws StateRefused */
  static load(vigilance: Vigilance, load: (state: SavedState) => ExampleLearner, state: SavedState): ForestMember {
    expectState(state, KIND, FORMAT);
    return new ForestMember(
      vigilance,
      load(nestedState(state, 'tree')),
      state.scalars.hasBackground === true ? load(nestedState(state, 'background')) : null,
      Adwin.load(nestedState(state, 'warning')),
      Adwin.load(nestedState(state, 'drift')),
      arrayOf(state, 'tally', Float64Array, 2),
    );
  }
}
