/**
 * A tree core as a learner of binary and multiclass outcomes: hoeffding-core.ts and its siblings have the methods, leaf-votes.ts what a
 * leaf answers. Missing numbers are passed over by the leaves and take the branch that was the heaviest. Crosses are not looked at.
 * Without data every class is as likely.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { nestedState, nestStates } from '../../state/nested-state';
import { expectState, type SavedState } from '../../state/saved-state';
import type { LearnerState } from '../learner';
import { OneByOne } from '../one-by-one';
import type { TreeSettings } from './settings';

const FORMAT = 1;

/** A way to grow a tree. */
interface TreeCore {
  readonly settings: TreeSettings;
  /** Writes the probability of each class into `votes`. */
  votes(batch: FeatureBatch, example: number, votes: Float64Array): void;
  learn(batch: FeatureBatch, example: number, label: number, weight: number): void;
  /** Both, in this order, on one way through the tree. */
  votesAndLearn?(batch: FeatureBatch, example: number, label: number, weight: number, votes: Float64Array): void;
  save(): SavedState;
}

export class TreeLearner extends OneByOne {
  private readonly votes: Float64Array;

  constructor(
    readonly kind: 'hoeffdingTree' | 'hoeffdingAdaptiveTree' | 'extremelyFastDecisionTree' | 'hoeffdingWindowTree',
    protected readonly outputs: number,
    private readonly core: TreeCore,
  ) {
    super();
    this.votes = new Float64Array(core.settings.classes);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    this.core.votes(batch, example, this.votes);
    this.answer(out, at);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    this.core.learn(batch, example, batch.label[example]!, weight);
  }

  override predictAndLearnExample(
    batch: LabelledBatch,
    example: number,
    weight: number,
    out: Float64Array,
    at: number,
  ): void {
    const { core, votes } = this;
    if (core.votesAndLearn === undefined) super.predictAndLearnExample(batch, example, weight, out, at);
    else {
      core.votesAndLearn(batch, example, batch.label[example]!, weight, votes);
      this.answer(out, at);
    }
  }

  save(): LearnerState {
    return { kind: this.kind, format: FORMAT, ...nestStates({ tree: this.core.save() }) };
  }

  /** One output is the probability of class 1; several are those of classes 0, 1, …. */
  private answer(out: Float64Array, at: number): void {
    const { votes, outputs } = this;
    const first = votes.length - outputs;
    for (let column = 0; column < outputs; column++) out[at + column] = votes[first + column]!;
  }
}

/** The core's state within a tree's. @throws StateRefused */
export function coreState(state: LearnerState, kind: TreeLearner['kind']): SavedState {
  expectState(state, kind, FORMAT);
  return nestedState(state, 'tree');
}
