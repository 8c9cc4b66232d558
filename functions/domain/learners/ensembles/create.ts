/** From a declared ensemble to its learner: made new, or loaded to go on. `member` makes whatever it is made of. */
import type { BaggingDeclaration, MixtureDeclaration } from '../../../contracts/learners/ensembles';
import type { LearnerDeclaration } from '../../../contracts/learners/learner';
import type { Learner, LearnerState, Problem } from '../learner';
import { createBagging, loadBagging } from './bagging';
import type { Member } from './members';
import { createMixture, loadMixture } from './mixture';

/** @throws StateRefused */
export function ensemble(
  declaration: MixtureDeclaration | BaggingDeclaration,
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
  const base = member(declaration.base);
  return state === undefined
    ? createBagging(declaration, problem, base)
    : loadBagging(declaration, problem, base, state);
}
