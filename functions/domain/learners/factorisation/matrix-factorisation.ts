/**
 * What will this user make of this item? Biased matrix factorisation over two of the categorical features (biased-factors.ts), of
 * outcomes as outcome-level.ts scales them; regression and binary. Other features count for nothing. Users and items are told apart by
 * all 64 bits of their identity, never by a slot. A missing user or item is one like any other: "nobody said who".
 *
 * O(factors) per example; 8 (factors + 2) bytes and the id table's for each user and item. Untrained it answers 0, or 0.5; an unknown user
 * gets the item's level, an unknown item the user's, two unknown ones the mean. Time, for forgetting, is when outcomes became known.
 */
import type { MatrixFactorisationDeclaration } from '../../../contracts/learners/factorisation';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { nestedState, nestStates } from '../../state/nested-state';
import { expectScalar, expectState } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { BiasedFactors, type FactorSettings } from './biased-factors';
import { OutcomeLevel } from './outcome-level';
import { userAndItem } from './user-and-item';

const KIND = 'biasedMatrixFactorisation';
const FORMAT = 1;

export class MatrixFactorisation extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs = 1;

  constructor(
    private readonly declaration: MatrixFactorisationDeclaration,
    /** Which of the categorical features they are. */
    private readonly user: number,
    private readonly item: number,
    readonly factors: BiasedFactors,
    private readonly level: OutcomeLevel,
  ) {
    super();
  }

  predictExample({ identity, categoricalCount }: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { users, items } = this.factors;
    const user = 2 * (example * categoricalCount + this.user);
    const item = 2 * (example * categoricalCount + this.item);
    const score = this.factors.score(
      users.find(identity[user]!, identity[user + 1]!),
      items.find(identity[item]!, identity[item + 1]!),
    );
    out[at] = this.level.outcome(score);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { identity, categoricalCount } = batch;
    const { factors, level } = this;
    const label = batch.label[example]!;
    const atMs = batch.completedAtMs[example]!;
    const userWords = 2 * (example * categoricalCount + this.user);
    const itemWords = 2 * (example * categoricalCount + this.item);
    const user = factors.users.meet(identity[userWords]!, identity[userWords + 1]!, atMs);
    const item = factors.items.meet(identity[itemWords]!, identity[itemWords + 1]!, atMs);
    level.learn(label, weight);
    factors.step(user, item, level.short(factors.score(user, item), label), weight);
  }

  save(): LearnerState {
    const { user, item } = this.declaration;
    const parts = nestStates({ factors: this.factors.save(), level: this.level.save() });
    return { kind: KIND, format: FORMAT, scalars: { ...parts.scalars, user, item }, arrays: parts.arrays };
  }
}

export function createMatrixFactorisation(
  declaration: MatrixFactorisationDeclaration,
  problem: Problem,
): MatrixFactorisation {
  const [user, item] = userAndItem(declaration, problem, ['regression', 'binary']);
  const level = OutcomeLevel.create(problem);
  const factors = BiasedFactors.create(settingsOf(declaration, problem, level));
  return new MatrixFactorisation(declaration, user, item, factors, level);
}

/** @throws StateRefused */
export function loadMatrixFactorisation(
  declaration: MatrixFactorisationDeclaration,
  problem: Problem,
  state: LearnerState,
): MatrixFactorisation {
  const [user, item] = userAndItem(declaration, problem, ['regression', 'binary']);
  expectState(state, KIND, FORMAT);
  expectScalar(state, 'user', declaration.user);
  expectScalar(state, 'item', declaration.item);
  const level = OutcomeLevel.load(nestedState(state, 'level'), problem);
  const factors = BiasedFactors.load(nestedState(state, 'factors'), settingsOf(declaration, problem, level));
  return new MatrixFactorisation(declaration, user, item, factors, level);
}

const settingsOf = (
  { factors, learningRate, l2, spread, newcomer, minimumAppearances, forgetAfterMs }: MatrixFactorisationDeclaration,
  { seed }: Problem,
  { curvature }: OutcomeLevel,
): FactorSettings => ({
  factors,
  learningRate,
  l2,
  spread,
  newcomer,
  seed,
  curvature,
  admitAt: minimumAppearances,
  keepMs: forgetAfterMs,
});
