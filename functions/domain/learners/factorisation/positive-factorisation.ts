/**
 * What will this user take? Factorisation that learns from what was taken alone (positive-factors.ts): examples of outcome 1 are learned,
 * those of outcome 0, which mostly mean that nobody asked, are passed over. Binary outcomes only. The answer is the score cut to [0, 1]: it
 * ranks items for a user and is no probability; a gate on log loss is not for it.
 *
 * O(factors x (1 + negatives)) per example. Untrained, and for an unknown item, it answers 0; an unknown user is answered like the mean
 * of the latest ones.
 */
import type { PositiveFactorisationDeclaration } from '../../../contracts/learners/factorisation';
import { nestedState } from '../../state/nested-state';
import type { SavedState } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { PositiveFactors, type PositiveSettings } from './positive-factors';
import { userAndItem } from './user-and-item';
import { expectUserItemState, UserItemLearner } from './user-item-learner';

const TASKS = ['binary'] as const;

export class PositiveFactorisation extends UserItemLearner {
  constructor(
    declaration: PositiveFactorisationDeclaration,
    columns: readonly [user: number, item: number],
    override readonly factors: PositiveFactors,
  ) {
    super(declaration, columns);
  }

  protected outcome(score: number): number {
    return Math.max(0, Math.min(1, score));
  }

  protected learnPair(
    userLow: number,
    userHigh: number,
    itemLow: number,
    itemHigh: number,
    label: number,
    atMs: number,
    weight: number,
  ): void {
    if (label === 1) this.factors.learn(userLow, userHigh, itemLow, itemHigh, atMs, weight);
  }

  protected parts(): Readonly<Record<string, SavedState>> {
    return { factors: this.factors.save() };
  }
}

export function createPositiveFactorisation(
  declaration: PositiveFactorisationDeclaration,
  problem: Problem,
): PositiveFactorisation {
  const columns = userAndItem(declaration, problem, TASKS);
  return new PositiveFactorisation(declaration, columns, PositiveFactors.create(settingsOf(declaration, problem)));
}

/** @throws StateRefused */
export function loadPositiveFactorisation(
  declaration: PositiveFactorisationDeclaration,
  problem: Problem,
  state: LearnerState,
): PositiveFactorisation {
  const columns = userAndItem(declaration, problem, TASKS);
  expectUserItemState(state, declaration);
  const factors = PositiveFactors.load(nestedState(state, 'factors'), settingsOf(declaration, problem));
  return new PositiveFactorisation(declaration, columns, factors);
}

const settingsOf = (declaration: PositiveFactorisationDeclaration, { seed }: Problem): PositiveSettings => ({
  ...declaration,
  seed,
  admitAt: declaration.minimumAppearances,
  keepMs: declaration.forgetAfterMs,
});
