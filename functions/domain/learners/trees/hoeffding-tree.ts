/** The Hoeffding tree as a learner: see hoeffding-core.ts for the method, tree-learner.ts for what it answers. */
import type { HoeffdingTreeDeclaration } from '../../../contracts/learners/trees';
import type { Learner, LearnerState, Problem } from '../learner';
import { HoeffdingCore } from './hoeffding-core';
import { treeSettings } from './settings';
import { coreState, TreeLearner } from './tree-learner';

export function createHoeffdingTree(declaration: HoeffdingTreeDeclaration, problem: Problem): Learner {
  const core = HoeffdingCore.create(treeSettings(declaration, problem), problem.seed);
  return new TreeLearner(declaration.kind, problem.outputs, core);
}

/** @throws StateRefused */
export function loadHoeffdingTree(
  declaration: HoeffdingTreeDeclaration,
  problem: Problem,
  state: LearnerState,
): Learner {
  const own = coreState(state, declaration.kind);
  const core = HoeffdingCore.load(treeSettings(declaration, problem), own);
  return new TreeLearner(declaration.kind, problem.outputs, core);
}
