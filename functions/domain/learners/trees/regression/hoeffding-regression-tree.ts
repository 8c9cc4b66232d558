/** The regression tree as a learner: see regression-core.ts for the method and what it answers. Crosses are not looked at. */
import type { HoeffdingRegressionTreeDeclaration } from '../../../../contracts/learners/regression-trees';
import type { FeatureBatch, LabelledBatch } from '../../../features/batch';
import { nestedState, nestStates } from '../../../state/nested-state';
import { expectState } from '../../../state/saved-state';
import type { Learner, LearnerState, Problem } from '../../learner';
import { OneByOne } from '../../one-by-one';
import { RegressionCore } from './regression-core';
import { regressionTreeSettings } from './settings';

const KIND = 'hoeffdingRegressionTree';
const FORMAT = 1;

export class HoeffdingRegressionTree extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs = 1;

  constructor(private readonly core: RegressionCore) {
    super();
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    out[at] = this.core.predict(batch, example);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    this.core.learn(batch, example, batch.label[example]!, weight);
  }

  save(): LearnerState {
    return { kind: KIND, format: FORMAT, ...nestStates({ tree: this.core.save() }) };
  }
}

export const createHoeffdingRegressionTree = (
  declaration: HoeffdingRegressionTreeDeclaration,
  problem: Problem,
): Learner =>
  new HoeffdingRegressionTree(RegressionCore.create(regressionTreeSettings(declaration, problem), problem.seed));

/** @throws StateRefused */
export const loadHoeffdingRegressionTree = (
  declaration: HoeffdingRegressionTreeDeclaration,
  problem: Problem,
  state: LearnerState,
): Learner => new HoeffdingRegressionTree(loadedCore(declaration, problem, state));

/** @throws StateRefused */
export function loadedCore(
  declaration: HoeffdingRegressionTreeDeclaration,
  problem: Problem,
  state: LearnerState,
): RegressionCore {
  expectState(state, KIND, FORMAT);
  return RegressionCore.load(regressionTreeSettings(declaration, problem), nestedState(state, 'tree'));
}
