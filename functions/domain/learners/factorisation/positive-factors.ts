/**
 * What would this user take next, when all that is ever known is what was taken? ISGD (Vinagre, Jorge and Gama 2014, "Fast incremental
 * matrix factorization for recommendation with positive-only feedback"): every example says that p_u . q_i should have been 1, and one step
 * of gradient descent, user first and item then with the new user, brings it there. Scores rank; they are not probabilities.
 *
 * Of ones alone everything becomes 1. So before each step the few items that nobody has taken for longest count as not wanted by this
 * user, p_u . q_j should have been 0 (the recency-based negatives of Vinagre, Jorge and Gama 2015, "Collaborative filtering with
 * recency-based negative feedback"), and wait at the end of the queue then. Other than there the items learn from that too.
 *
 * A user who is new starts at the mean of the users met lately plus the deviates of its own, and is served what most others take
 * before anything is known of it. Its first steps are those of ridge regression on the items' factors, as in biased-factors.ts. No step
 * goes further than to the target. O(k (1 + negatives)) per example; a side without a row scores as the mean user, or 0.
 */
import { nestedState, nestStates } from '../../state/nested-state';
import { expectState, floatsOf, type SavedState } from '../../state/saved-state';
import { FactorRows, type RowSettings } from './factor-rows';
import { RecencyQueue } from './recency-queue';

const KIND = 'positiveFactors';
const FORMAT = 1;
/** The mean user is that of about so many examples. */
const MEAN_OF = 1000;

export interface PositiveSettings extends RowSettings {
  readonly learningRate: number;
  readonly l2: number;
  /** Items taken for not wanted, per example. */
  readonly negatives: number;
  /** The ridge penalty of a user's first steps; null: every step is of the learning rate. */
  readonly newcomer: number | null;
}

export class PositiveFactors {
  private constructor(
    private readonly settings: PositiveSettings,
    readonly users: FactorRows,
    readonly items: FactorRows,
    /** Of items. */
    private readonly queue: RecencyQueue,
    private readonly meanUser: Float64Array,
    /** How many examples the mean is of. */
    private readonly count: Float64Array,
  ) {}

  static create(settings: PositiveSettings): PositiveFactors {
    const mean = new Float64Array(settings.factors);
    const [users, items] = [FactorRows.create(settings), FactorRows.create(itemsOf(settings))];
    return new PositiveFactors(settings, users, items, new RecencyQueue(), mean, new Float64Array(1));
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
    const isNew = this.users.find(userLow, userHigh) < 0;
    const user = this.users.meet(userLow, userHigh, atMs);
    const item = this.items.meet(itemLow, itemHigh, atMs);
    if (isNew && user >= 0) this.startAtMean(user);
    if (item < 0) return;
    this.queue.remove(item);
    if (user >= 0) {
      this.refuseOldest(user, weight);
      this.step(user, item, 1, weight);
      this.follow(user);
    }
    this.queue.see(item);
  }

  save(): SavedState {
    const parts = nestStates({ users: this.users.save(), items: this.items.save(), queue: this.queue.save() });
    const arrays = { ...parts.arrays, meanUser: this.meanUser.slice(), count: this.count.slice() };
    return { kind: KIND, format: FORMAT, scalars: parts.scalars, arrays };
  }

  /** @throws StateRefused */
  static load(state: SavedState, settings: PositiveSettings): PositiveFactors {
    expectState(state, KIND, FORMAT);
    const users = FactorRows.load(nestedState(state, 'users'), settings);
    const items = FactorRows.load(nestedState(state, 'items'), itemsOf(settings));
    const mean = floatsOf(state, 'meanUser', settings.factors);
    const queue = RecencyQueue.load(nestedState(state, 'queue'), items.table.rows);
    return new PositiveFactors(settings, users, items, queue, mean, floatsOf(state, 'count', 1));
  }

  /** The items that were taken longest ago, each once, go to the end of the queue; of those that are forgotten by now it is rid. */
  private refuseOldest(user: number, weight: number): void {
    const { queue, items } = this;
    let first = -1;
    for (let left = this.settings.negatives; left > 0 && queue.oldest !== first; ) {
      const item = queue.oldest;
      queue.remove(item);
      if (!items.table.holds(item)) continue;
      this.step(user, item, 0, weight);
      queue.see(item);
      if (first < 0) first = item;
      left -= 1;
    }
  }

  private step(user: number, item: number, target: number, weight: number): void {
    const { users, items } = this;
    const { factors: k, learningRate, l2 } = this.settings;
    const error = target - this.score(user, item);
    const kept = 1 - Math.min(1, learningRate * weight * l2);
    const [p, q] = [user * k, item * k];
    const itemSquare = squareOf(items.factors, q, k);
    move(
      users.factors,
      p,
      items.factors,
      q,
      k,
      within(weight * this.rate(user, weight * itemSquare), itemSquare) * error,
      kept,
    );
    const userSquare = squareOf(users.factors, p, k);
    move(items.factors, q, users.factors, p, k, within(weight * learningRate, userSquare) * error, kept);
  }

  private rate(user: number, more: number): number {
    const { learningRate, newcomer } = this.settings;
    if (newcomer === null) return learningRate;
    const { evidence } = this.users;
    const total = evidence[user]! + more;
    evidence[user] = total;
    return Math.max(learningRate, 1 / (newcomer + total));
  }

  private startAtMean(user: number): void {
    const { factors: k } = this.settings;
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

/** The rate at which a step along a vector of this squared length goes no further than to the target; 0 where there is no way to go. */
function within(rate: number, square: number): number {
  if (!(square > 0)) return 0;
  return rate * square > 1 ? 1 / square : rate;
}

function move(
  values: Float64Array,
  from: number,
  other: Float64Array,
  otherFrom: number,
  k: number,
  by: number,
  kept: number,
): void {
  for (let at = 0; at < k; at++) values[from + at] = kept * values[from + at]! + by * other[otherFrom + at]!;
}

function squareOf(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let at = from; at < from + count; at++) sum += values[at]! * values[at]!;
  return sum;
}
