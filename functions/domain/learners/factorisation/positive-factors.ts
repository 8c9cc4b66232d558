/**
 * What would this user take next, when all that is ever known is what was taken? ISGD (Vinagre, Jorge and Gama 2014, "Fast incremental
 * matrix factorization for recommendation with positive-only feedback"): every example says that p_u . q_i should have been 1, and one step
 * of gradient descent, user first and item then with the new user, brings it there. Scores rank; they are not probabilities.
 *
 * A user who is new starts at the mean of the users met lately plus the deviates of its own, and is served what most others take
 * before anything is known of it. No step goes further than to 1. O(k) per example; a side without a row scores as the mean user, or 0.
 */
import { nestedState, nestStates } from '../../state/nested-state';
import { expectState, floatsOf, type SavedState } from '../../state/saved-state';
import { FactorRows, type RowSettings } from './factor-rows';

const KIND = 'positiveFactors';
const FORMAT = 1;
/** The mean user is that of about so many examples. */
const MEAN_OF = 1000;

export interface PositiveSettings extends RowSettings {
  readonly learningRate: number;
  readonly l2: number;
}

export class PositiveFactors {
  private constructor(
    private readonly settings: PositiveSettings,
    readonly users: FactorRows,
    readonly items: FactorRows,
    private readonly meanUser: Float64Array,
    /** How many examples the mean is of. */
    private readonly count: Float64Array,
  ) {}

  static create(settings: PositiveSettings): PositiveFactors {
    const mean = new Float64Array(settings.factors);
    const [users, items] = [FactorRows.create(settings), FactorRows.create(itemsOf(settings))];
    return new PositiveFactors(settings, users, items, mean, new Float64Array(1));
  }

  /** Rows may be -1. */
  score(user: number, item: number): number {
    if (item < 0) return 0;
    const { factors: k } = this.settings;
    const ofUser = user < 0 ? this.meanUser : this.users.factors;
    const ofItem = this.items.factors;
    let sum = 0;
    for (let at = 0, p = user < 0 ? 0 : user * k, q = item * k; at < k; at++, p++, q++) sum += ofUser[p]! * ofItem[q]!;
    return sum;
  }

  /** The user has taken the item at this time; both by the two words of their identities. */
  learn(userLow: number, userHigh: number, itemLow: number, itemHigh: number, atMs: number, weight: number): void {
    const userRow = this.users.meet(userLow, userHigh, atMs);
    const itemRow = this.items.meet(itemLow, itemHigh, atMs);
    if (userRow >= 0 && this.users.evidence[userRow] === 0) this.startAtMean(userRow);
    if (userRow < 0 || itemRow < 0) return;
    this.step(userRow, itemRow, weight);
    this.follow(userRow);
  }

  save(): SavedState {
    const parts = nestStates({ users: this.users.save(), items: this.items.save() });
    const arrays = { ...parts.arrays, meanUser: this.meanUser.slice(), count: this.count.slice() };
    return { kind: KIND, format: FORMAT, scalars: parts.scalars, arrays };
  }

  /** @throws StateRefused */
  static load(state: SavedState, settings: PositiveSettings): PositiveFactors {
    expectState(state, KIND, FORMAT);
    const users = FactorRows.load(nestedState(state, 'users'), settings);
    const items = FactorRows.load(nestedState(state, 'items'), itemsOf(settings));
    const mean = floatsOf(state, 'meanUser', settings.factors);
    return new PositiveFactors(settings, users, items, mean, floatsOf(state, 'count', 1));
  }

  private step(user: number, item: number, weight: number): void {
    const { users, items } = this;
    const { factors: k, learningRate, l2 } = this.settings;
    const error = 1 - this.score(user, item);
    const rate = learningRate * weight;
    const kept = 1 - Math.min(1, rate * l2);
    this.move(users.factors, user * k, items.factors, item * k, rate, error, kept);
    this.move(items.factors, item * k, users.factors, user * k, rate, error, kept);
  }

  private move(
    values: Float64Array,
    from: number,
    other: Float64Array,
    otherFrom: number,
    wanted: number,
    error: number,
    kept: number,
  ): void {
    const { factors: k } = this.settings;
    let square = 0;
    for (let at = otherFrom; at < otherFrom + k; at++) square += other[at]! * other[at]!;
    const rate = wanted * square > 1 ? 1 / square : wanted;
    for (let at = 0; at < k; at++) {
      values[from + at] = kept * values[from + at]! + rate * error * other[otherFrom + at]!;
    }
  }

  private startAtMean(user: number): void {
    const { factors: k } = this.settings;
    this.users.evidence[user] = 1;
    for (let at = 0, p = user * k; at < k; at++, p++)
      this.users.factors[p] = this.users.factors[p]! + this.meanUser[at]!;
  }

  private follow(user: number): void {
    const { factors: k } = this.settings;
    this.count[0] = Math.min(MEAN_OF, this.count[0]! + 1);
    for (let at = 0, p = user * k; at < k; at++, p++) {
      this.meanUser[at] = this.meanUser[at]! + (this.users.factors[p]! - this.meanUser[at]!) / this.count[0]!;
    }
  }
}

/** Of the same name, a user and an item start apart. */
const itemsOf = (settings: PositiveSettings): PositiveSettings => ({ ...settings, seed: settings.seed ^ 0x5bd1e995 });
