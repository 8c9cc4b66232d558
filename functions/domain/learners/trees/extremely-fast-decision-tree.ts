/** The extremely fast decision tree as a learner: see extremely-fast-core.ts for the method, tree-learner.ts for what it answers. */
import type { ExtremelyFastDecisionTreeDeclaration } from '../../../contracts/learners/extremely-fast-tree';
import type { Learner, LearnerState, Problem } from '../learner';
import { ExtremelyFastCore } from './extremely-fast-core';
import { extremelyFastSettings } from './settings';
import { coreState, TreeLearner } from './tree-learner';

export function createExtremelyFastDecisionTree(
  declaration: ExtremelyFastDecisionTreeDeclaration,
  problem: Problem,
): Learner {
  const core = ExtremelyFastCore.create(extremelyFastSettings(declaration, problem), problem.seed);
  return new TreeLearner(declaration.kind, problem.outputs, core);
}

/** @throws StateRefused */
export function loadExtremelyFastDecisionTree(
  declaration: ExtremelyFastDecisionTreeDeclaration,
  problem: Problem,
  state: LearnerState,
): Learner {
  const own = coreState(state, declaration.kind);
  const core = ExtremelyFastCore.load(extremelyFastSettings(declaration, problem), own);
  return new TreeLearner(declaration.kind, problem.outputs, core);
}
