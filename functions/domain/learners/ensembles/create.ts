/** From a declared ensemble to its learner: made new, or loaded to go on. `member` makes whatever it is made of. */
import type { LearnerDeclaration } from '../../../contracts/learners/learner';
import type { Learner, LearnerState, Problem } from '../learner';
import { createBoosting, loadBoosting } from './adwin-boosting';
import { createBagging, loadBagging } from './bagging';
import { featureSubset } from './feature-subset';
import type { Member } from './members';
import { createMixture, loadMixture } from './mixture';
import { createRenewed, loadRenewed } from './renewed-ensemble';
import { createAugmented, loadAugmented } from './temporally-augmented';

type EnsembleDeclaration = Extract<
  LearnerDeclaration,
  {
    kind:
      | 'mixture'
      | 'onlineBagging'
      | 'leveragingBagging'
      | 'adwinBoosting'
      | 'adaptiveRandomForest'
      | 'streamingRandomPatches'
      | 'temporallyAugmented';
  }
>;

/** @throws StateRefused */
export function ensemble(
  declaration: EnsembleDeclaration,
  problem: Problem,
  state: LearnerState | undefined,
  member: (declaration: LearnerDeclaration) => Member,
): Learner {
  const isNew = state === undefined;
  if (declaration.kind === 'mixture') {
    const experts = declaration.of.map(member);
    return isNew ? createMixture(declaration, problem, experts) : loadMixture(declaration, problem, experts, state);
  }
  if (declaration.kind === 'adaptiveRandomForest') {
    const tree = member({ ...declaration.base, subspace: subspaceOf(declaration, problem) });
    return isNew ? createRenewed(declaration, problem, tree) : loadRenewed(declaration, problem, tree, state);
  }
  const base = member(declaration.base);
  if (declaration.kind === 'streamingRandomPatches') {
    const patch = featureSubset(declaration.featureShare, base);
    return isNew ? createRenewed(declaration, problem, patch) : loadRenewed(declaration, problem, patch, state);
  }
  if (declaration.kind === 'adwinBoosting') {
    return isNew ? createBoosting(declaration, problem, base) : loadBoosting(declaration, problem, base, state);
  }
  if (declaration.kind === 'temporallyAugmented') {
    return isNew ? createAugmented(declaration, problem, base) : loadAugmented(declaration, problem, base, state);
  }
  return isNew ? createBagging(declaration, problem, base) : loadBagging(declaration, problem, base, state);
}

/** At least one feature. */
const subspaceOf = (
  { featureShare }: { readonly featureShare: number },
  { numericCount, categoricalCount }: Problem,
): number => Math.max(1, Math.round(featureShare * (numericCount + categoricalCount)));
