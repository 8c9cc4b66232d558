/**
 * The Hoeffding adaptive tree as a learner of binary and multiclass outcomes: see adaptive-core.ts for the method. Missing numbers are
 * passed over by the leaves and take the branch that was the heaviest. Crosses are not looked at. Without data every class is as likely.
 */
import type { HoeffdingAdaptiveTreeDeclaration } from '../../../contracts/learners/trees';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { nestedState, nestStates } from '../../state/nested-state';
import { expectState } from '../../state/saved-state';
import type { Learner, LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { AdaptiveCore } from './adaptive-core';
import { treeSettings } from './settings';

const KIND = 'hoeffdingAdaptiveTree';
const FORMAT = 1;

class HoeffdingAdaptiveTree extends OneByOne {
  readonly kind = KIND;
  private readonly votes: Float64Array;

  constructor(
    protected readonly outputs: number,
    private readonly core: AdaptiveCore,
  ) {
    super();
    this.votes = new Float64Array(core.settings.classes);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { votes, outputs } = this;
    this.core.votes(batch, example, votes);
    // One output is the probability of class 1; several are those of classes 0, 1, ….
    const first = votes.length - outputs;
    for (let column = 0; column < outputs; column++) out[at + column] = votes[first + column]!;
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    this.core.learn(batch, example, batch.label[example]!, weight);
  }

  save(): LearnerState {
    return { kind: KIND, format: FORMAT, ...nestStates({ tree: this.core.save() }) };
  }
}

export function createHoeffdingAdaptiveTree(declaration: HoeffdingAdaptiveTreeDeclaration, problem: Problem): Learner {
  const settings = treeSettings(declaration, problem);
  return new HoeffdingAdaptiveTree(problem.outputs, AdaptiveCore.create(settings, problem.seed));
}

/** @throws StateRefused */
export function loadHoeffdingAdaptiveTree(
  declaration: HoeffdingAdaptiveTreeDeclaration,
  problem: Problem,
  state: LearnerState,
): Learner {
  expectState(state, KIND, FORMAT);
  const settings = treeSettings(declaration, problem);
  return new HoeffdingAdaptiveTree(problem.outputs, AdaptiveCore.load(settings, nestedState(state, 'tree')));
}
