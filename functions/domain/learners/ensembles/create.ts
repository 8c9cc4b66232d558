/** From a declared ensemble to its learner: made new, or loaded to go on. `member` makes whatever it is made of. */
import type { BaggingDeclaration, MixtureDeclaration } from '../../../contracts/learners/ensembles';
import type { AdaptiveRandomForestDeclaration } from '../../../contracts/learners/forest';
import type { LearnerDeclaration } from '../../../contracts/learners/learner';
import type { Learner, LearnerState, Problem } from '../learner';
import { createForest, loadForest } from './adaptive-random-forest';
import { createBagging, loadBagging } from './bagging';
import type { Member } from './members';
import { createMixture, loadMixture } from './mixture';

/** @throws StateRefused */
export function ensemble(
  declaration: MixtureDeclaration | BaggingDeclaration | AdaptiveRandomForestDeclaration,
  problem: Problem,
  state: LearnerState | undefined,
  member: (declaration: LearnerDeclaration) => Member,
): Learner {
  if (declaration.kind === 'mixture') {
    const experts = declaration.of.map(member);
    return state === undefined
      ? createMixture(declaration, problem, experts)
      : loadMixture(declaration, problem, experts, state);
  }
  if (declaration.kind === 'adaptiveRandomForest') {
    const tree = member({ ...declaration.base, subspace: subspaceOf(declaration, problem) });
    return state === undefined
      ? createForest(declaration, problem, tree)
      : loadForest(declaration, problem, tree, state);
  }
  const base = member(declaration.base);
  return state === undefined
    ? createBagging(declaration, problem, base)
    : loadBagging(declaration, problem, base, state);
}

/** At least one feature. */
const subspaceOf = (
  { featureShare }: AdaptiveRandomForestDeclaration,
  { numericCount, categoricalCount }: Problem,
): number => Math.max(1, Math.round(featureShare * (numericCount + categoricalCount)));
