/**
 * What will this user take? Factorisation that learns from what was taken alone (positive-factors.ts): examples of outcome 1 are learned,
 * those of outcome 0, which mostly mean that nobody asked, are passed over. Binary outcomes only. The answer is the score cut to [0, 1]: it
 * ranks items for a user and is no probability; a gate on log loss is not for it.
 *
 * O(factors) per example. Untrained, and for an unknown item, it answers 0; an unknown user is answered like the mean of the latest ones.
 */
import type { PositiveFactorisationDeclaration } from '../../../contracts/learners/factorisation';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { nestedState, nestStates } from '../../state/nested-state';
import { expectScalar, expectState } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { PositiveFactors, type PositiveSettings } from './positive-factors';
import { userAndItem } from './user-and-item';

const KIND = 'positiveOnlyFactorisation';
const FORMAT = 1;

export class PositiveFactorisation extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs = 1;

  constructor(
    private readonly declaration: PositiveFactorisationDeclaration,
    /** Which of the categorical features they are. */
    private readonly user: number,
    private readonly item: number,
    readonly factors: PositiveFactors,
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
    out[at] = Math.max(0, Math.min(1, score));
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    if (batch.label[example] !== 1) return;
    const { identity, categoricalCount } = batch;
    const user = 2 * (example * categoricalCount + this.user);
    const item = 2 * (example * categoricalCount + this.item);
    this.factors.learn(
      identity[user]!,
      identity[user + 1]!,
      identity[item]!,
      identity[item + 1]!,
      batch.completedAtMs[example]!,
      weight,
    );
  }

  save(): LearnerState {
    const { user, item } = this.declaration;
    const parts = nestStates({ factors: this.factors.save() });
    return { kind: KIND, format: FORMAT, scalars: { ...parts.scalars, user, item }, arrays: parts.arrays };
  }
}

export function createPositiveFactorisation(
  declaration: PositiveFactorisationDeclaration,
  problem: Problem,
): PositiveFactorisation {
  const [user, item] = userAndItem(declaration, problem, ['binary']);
  return new PositiveFactorisation(declaration, user, item, PositiveFactors.create(settingsOf(declaration, problem)));
}

/** @throws StateRefused */
export function loadPositiveFactorisation(
  declaration: PositiveFactorisationDeclaration,
  problem: Problem,
  state: LearnerState,
): PositiveFactorisation {
  const [user, item] = userAndItem(declaration, problem, ['binary']);
  expectState(state, KIND, FORMAT);
  expectScalar(state, 'user', declaration.user);
  expectScalar(state, 'item', declaration.item);
  const factors = PositiveFactors.load(nestedState(state, 'factors'), settingsOf(declaration, problem));
  return new PositiveFactorisation(declaration, user, item, factors);
}

const settingsOf = (
  { factors, learningRate, l2, spread, minimumAppearances, forgetAfterMs }: PositiveFactorisationDeclaration,
  { seed }: Problem,
): PositiveSettings => ({
  factors,
  learningRate,
  l2,
  spread,
  seed,
  admitAt: minimumAppearances,
  keepMs: forgetAfterMs,
});
