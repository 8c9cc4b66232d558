/** The Hoeffding adaptive tree as a learner: see adaptive-core.ts for the method, tree-learner.ts for what it answers. */
import type { HoeffdingAdaptiveTreeDeclaration } from '../../../contracts/learners/trees';
import type { Learner, LearnerState, Problem } from '../learner';
import { AdaptiveCore } from './adaptive-core';
import { treeSettings } from './settings';
import { coreState, TreeLearner } from './tree-learner';

export function createHoeffdingAdaptiveTree(declaration: HoeffdingAdaptiveTreeDeclaration, problem: Problem): Learner {
  const core = AdaptiveCore.create(treeSettings(declaration, problem), problem.seed);
  return new TreeLearner(declaration.kind, problem.outputs, core);
}

/** @throws StateRefused */
export function loadHoeffdingAdaptiveTree(
  declaration: HoeffdingAdaptiveTreeDeclaration,
  problem: Problem,
  state: LearnerState,
): Learner {
  const own = coreState(state, declaration.kind);
  const core = AdaptiveCore.load(treeSettings(declaration, problem), own);
  return new TreeLearner(declaration.kind, problem.outputs, core);
}
