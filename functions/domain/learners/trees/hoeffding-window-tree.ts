/** The Hoeffding window tree as a learner: see window-core.ts for the method, tree-learner.ts for what it answers. */
import type { HoeffdingWindowTreeDeclaration } from '../../../contracts/learners/window-tree';
import type { Learner, LearnerState, Problem } from '../learner';
import { windowSettings } from './settings';
import { coreState, TreeLearner } from './tree-learner';
import { WindowCore } from './window-core';

export function createHoeffdingWindowTree(declaration: HoeffdingWindowTreeDeclaration, problem: Problem): Learner {
  const core = WindowCore.create(windowSettings(declaration, problem), problem.seed);
  return new TreeLearner(declaration.kind, problem.outputs, core);
}

/** @throws StateRefused */
export function loadHoeffdingWindowTree(
  declaration: HoeffdingWindowTreeDeclaration,
  problem: Problem,
  state: LearnerState,
): Learner {
  const own = coreState(state, declaration.kind);
  const core = WindowCore.load(windowSettings(declaration, problem), own);
  return new TreeLearner(declaration.kind, problem.outputs, core);
}
