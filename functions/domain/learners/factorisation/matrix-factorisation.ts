/**
 * What will this user make of this item? Biased matrix factorisation over two of the categorical features (biased-factors.ts), of
 * outcomes as outcome-level.ts scales them; regression and binary.
 *
 * O(factors) per example; 8 (factors + 2) bytes and the id table's for each user and item. Untrained it answers 0, or 0.5; an unknown user
 * gets the item's level, an unknown item the user's, two unknown ones the mean. Time, for forgetting, is when outcomes became known.
 */
import type { MatrixFactorisationDeclaration } from '../../../contracts/learners/factorisation';
import { nestedState } from '../../state/nested-state';
import type { SavedState } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { BiasedFactors, type FactorSettings } from './biased-factors';
import { OutcomeLevel } from './outcome-level';
import { userAndItem } from './user-and-item';
import { expectUserItemState, UserItemLearner } from './user-item-learner';

const TASKS = ['regression', 'binary'] as const;

export class MatrixFactorisation extends UserItemLearner {
  constructor(
    declaration: MatrixFactorisationDeclaration,
    columns: readonly [user: number, item: number],
    override readonly factors: BiasedFactors,
    private readonly level: OutcomeLevel,
  ) {
    super(declaration, columns);
  }

  protected outcome(score: number): number {
    return this.level.outcome(score);
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
    const { factors, level } = this;
    const user = factors.users.meet(userLow, userHigh, atMs);
    const item = factors.items.meet(itemLow, itemHigh, atMs);
    level.learn(label, weight);
    factors.step(user, item, level.short(factors.score(user, item), label), weight);
  }

  protected parts(): Readonly<Record<string, SavedState>> {
    return { factors: this.factors.save(), level: this.level.save() };
  }
}

export function createMatrixFactorisation(
  declaration: MatrixFactorisationDeclaration,
  problem: Problem,
): MatrixFactorisation {
  const columns = userAndItem(declaration, problem, TASKS);
  const level = OutcomeLevel.create(problem);
  const factors = BiasedFactors.create(settingsOf(declaration, problem, level));
  return new MatrixFactorisation(declaration, columns, factors, level);
}

/** @throws StateRefused */
export function loadMatrixFactorisation(
  declaration: MatrixFactorisationDeclaration,
  problem: Problem,
  state: LearnerState,
): MatrixFactorisation {
  const columns = userAndItem(declaration, problem, TASKS);
  expectUserItemState(state, declaration);
  const level = OutcomeLevel.load(nestedState(state, 'level'), problem);
  const factors = BiasedFactors.load(nestedState(state, 'factors'), settingsOf(declaration, problem, level));
  return new MatrixFactorisation(declaration, columns, factors, level);
}

const settingsOf = (
  declaration: MatrixFactorisationDeclaration,
  { seed }: Problem,
  { curvature }: OutcomeLevel,
): FactorSettings => ({
  ...declaration,
  seed,
  curvature,
  admitAt: declaration.minimumAppearances,
  keepMs: declaration.forgetAfterMs,
});
