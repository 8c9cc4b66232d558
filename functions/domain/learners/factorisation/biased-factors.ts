/**
 * How much above or below the mean does this user rate this item? b_u + b_i + p_u . q_i (Koren, Bell and Volinsky 2009, "Matrix
 * factorization techniques for recommender systems"), moved example by example down the gradient of the loss in all four terms at once.
 *
 * A row that little is known of moves faster, so that whoever is new is served well within the session: its first steps are those of
 * ridge regression on the other side's factors, 1 / (newcomer + sum of curvature x (1 + |q|^2)) in place of the learning rate as long
 * as it is the larger one. One example then moves a new row to where a ridge of that penalty would put it; the rate falls from there
 * as 1 / n (Robbins and Monro 1951) and ends at the learning rate, which follows change; for biases at a fifth of it, since they are means
 * over everyone, and all that whoever is unknown is served by: at the full rate its noise would decide what comes first.
 *
 * No step goes further than to the label: where rates, weight and factors are so large that the prediction would be overshot, all of
 * them shrink alike. O(k) per example. A side without a row counts as 0: what is left of an unknown user is the item's bias.
 */
import { nestedState, nestStates } from '../../state/nested-state';
import { expectState, type SavedState } from '../../state/saved-state';
import { FactorRows, type RowSettings } from './factor-rows';

const KIND = 'biasedFactors';
const FORMAT = 1;
/** How much more slowly biases move in the end. */
const SLOWER = 5;

export interface FactorSettings extends RowSettings {
  readonly learningRate: number;
  /** Pull towards 0, of biases and factors. */
  readonly l2: number;
  /** The ridge penalty of a row's first steps; null: every step is of the learning rate. */
  readonly newcomer: number | null;
  /** At most the second derivative of the loss by the score: 1 for half the squared error, 1/4 for the logistic loss. */
  readonly curvature: number;
}

export class BiasedFactors {
  private readonly k: number;

  private constructor(
    private readonly settings: FactorSettings,
    readonly users: FactorRows,
    readonly items: FactorRows,
  ) {
    this.k = settings.factors;
  }

  static create(settings: FactorSettings): BiasedFactors {
    return new BiasedFactors(settings, FactorRows.create(settings), FactorRows.create(itemsOf(settings)));
  }

  /** Rows may be -1. */
  score(user: number, item: number): number {
    const { users, items } = this;
    let score = 0;
    if (user >= 0) score += users.biases[user]!;
    if (item >= 0) score += items.biases[item]!;
    return user >= 0 && item >= 0 ? score + this.product(user, item) : score;
  }

  /** Takes in that the score was `short` of what it should have been: minus the derivative of the loss by the score. */
  step(user: number, item: number, short: number, weight: number): void {
    const { users, items, k } = this;
    const { learningRate, l2, curvature, newcomer } = this.settings;
    const biasRate = newcomer === null ? learningRate : learningRate / SLOWER;
    const both = user >= 0 && item >= 0;
    const userSquare = 1 + (both ? squareOf(users.factors, user * k, k) : 0);
    const itemSquare = 1 + (both ? squareOf(items.factors, item * k, k) : 0);
    const userSeen = user < 0 ? 0 : this.evidence(users, user, weight * curvature * itemSquare);
    const itemSeen = item < 0 ? 0 : this.evidence(items, item, weight * curvature * userSquare);
    let userRate = user < 0 ? 0 : weight * this.rate(learningRate, userSeen);
    let itemRate = item < 0 ? 0 : weight * this.rate(learningRate, itemSeen);
    let userBiasRate = user < 0 ? 0 : weight * this.rate(biasRate, userSeen);
    let itemBiasRate = item < 0 ? 0 : weight * this.rate(biasRate, itemSeen);
    const reach = curvature * (userBiasRate + itemBiasRate + userRate * (itemSquare - 1) + itemRate * (userSquare - 1));
    if (reach > 1) {
      userRate /= reach;
      itemRate /= reach;
      userBiasRate /= reach;
      itemBiasRate /= reach;
    }
    const kept = 1 - Math.min(1, learningRate * l2 * weight);
    const biasKept = 1 - Math.min(1, biasRate * l2 * weight);
    if (user >= 0) users.biases[user] = biasKept * users.biases[user]! + userBiasRate * short;
    if (item >= 0) items.biases[item] = biasKept * items.biases[item]! + itemBiasRate * short;
    if (!both) return;
    const ofUser = users.factors;
    const ofItem = items.factors;
    for (let at = 0, p = user * k, q = item * k; at < k; at++, p++, q++) {
      const userFactor = ofUser[p]!;
      const itemFactor = ofItem[q]!;
      ofUser[p] = kept * userFactor + userRate * short * itemFactor;
      ofItem[q] = kept * itemFactor + itemRate * short * userFactor;
    }
  }

  save(): SavedState {
    return { kind: KIND, format: FORMAT, ...nestStates({ users: this.users.save(), items: this.items.save() }) };
  }

  /** @throws StateRefused */
  static load(state: SavedState, settings: FactorSettings): BiasedFactors {
    expectState(state, KIND, FORMAT);
    const users = FactorRows.load(nestedState(state, 'users'), settings);
    return new BiasedFactors(settings, users, FactorRows.load(nestedState(state, 'items'), itemsOf(settings)));
  }

  private product(user: number, item: number): number {
    const { k } = this;
    const ofUser = this.users.factors;
    const ofItem = this.items.factors;
    let sum = 0;
    for (let at = 0, p = user * k, q = item * k; at < k; at++, p++, q++) sum += ofUser[p]! * ofItem[q]!;
    return sum;
  }

  /** All that was learned of a row, this step included; always 0 where newcomers move like all others. */
  private evidence({ evidence }: FactorRows, row: number, more: number): number {
    if (this.settings.newcomer === null) return 0;
    const total = evidence[row]! + more;
    evidence[row] = total;
    return total;
  }

  private rate(least: number, evidence: number): number {
    const { newcomer } = this.settings;
    return newcomer === null ? least : Math.max(least, 1 / (newcomer + evidence));
  }
}

/** Of the same name, a user and an item start apart. */
const itemsOf = (settings: FactorSettings): FactorSettings => ({ ...settings, seed: settings.seed ^ 0x5bd1e995 });

function squareOf(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let at = from; at < from + count; at++) sum += values[at]! * values[at]!;
  return sum;
}
