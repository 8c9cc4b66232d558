/**
 * What both matrix factorisations are as learners: the rows of an example's user and item, and a state that names their features. Users
 * and items are told apart by all 64 bits of their identity, never by a slot; other features count for nothing. A missing user or item
 * is one like any other: "nobody said who". O(1) besides what the factors cost.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { nestStates } from '../../state/nested-state';
import { expectScalar, expectState, type SavedState } from '../../state/saved-state';
import type { LearnerState } from '../learner';
import { OneByOne } from '../one-by-one';
import type { FactorRows } from './factor-rows';

const FORMAT = 1;

/** Users and items by row, and what one would make of the other. */
export interface Factorisation {
  readonly users: FactorRows;
  readonly items: FactorRows;
  /** Of rows; -1 is an unknown one. */
  score(user: number, item: number): number;
}

/** The features that a declaration names. */
interface Named {
  readonly kind: string;
  readonly user: string;
  readonly item: string;
}

export abstract class UserItemLearner extends OneByOne {
  abstract readonly factors: Factorisation;
  readonly kind: string;
  protected readonly outputs = 1;
  private readonly user: number;
  private readonly item: number;

  /** @param columns which of the categorical features they are */
  constructor(
    private readonly named: Named,
    columns: readonly [user: number, item: number],
  ) {
    super();
    this.kind = named.kind;
    this.user = columns[0];
    this.item = columns[1];
  }

  predictExample({ identity, categoricalCount }: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { users, items } = this.factors;
    const user = 2 * (example * categoricalCount + this.user);
    const item = 2 * (example * categoricalCount + this.item);
    const score = this.factors.score(
      users.find(identity[user]!, identity[user + 1]!),
      items.find(identity[item]!, identity[item + 1]!),
    );
    out[at] = this.outcome(score);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { identity, categoricalCount } = batch;
    const user = 2 * (example * categoricalCount + this.user);
    const item = 2 * (example * categoricalCount + this.item);
    this.learnPair(
      identity[user]!,
      identity[user + 1]!,
      identity[item]!,
      identity[item + 1]!,
      batch.label[example]!,
      batch.completedAtMs[example]!,
      weight,
    );
  }

  save(): LearnerState {
    const { user, item, kind } = this.named;
    const { scalars, arrays } = nestStates(this.parts());
    return { kind, format: FORMAT, scalars: { ...scalars, user, item }, arrays };
  }

  /** What is predicted where the factors give this score. */
  protected abstract outcome(score: number): number;

  protected abstract learnPair(
    userLow: number,
    userHigh: number,
    itemLow: number,
    itemHigh: number,
    label: number,
    atMs: number,
    weight: number,
  ): void;

  protected abstract parts(): Readonly<Record<string, SavedState>>;
}

/** @throws StateRefused for a state of another kind, a later format, or other features */
export function expectUserItemState(state: LearnerState, { kind, user, item }: Named): void {
  expectState(state, kind, FORMAT);
  expectScalar(state, 'user', user);
  expectScalar(state, 'item', item);
}
