/**
 * What does a score stand for? Regression: so many standard deviations of the outcomes so far from their mean, so that one learning rate
 * serves whatever the unit is. Binary: log-odds on top of those of the share of class 1 so far, one added to each class (Laplace's
 * rule of succession). The level takes in an outcome before it is learned from. O(1). Without outcomes: 0, or a probability of 0.5.
 */
import { MAX_DEVIATIONS, StandardScaler } from '../../features/standard-scaler';
import { expectScalar, expectState, floatsOf, type SavedState } from '../../state/saved-state';
import type { Problem } from '../learner';

const KIND = 'outcomeLevel';
const FORMAT = 1;

export class OutcomeLevel {
  private constructor(
    private readonly task: Problem['task'],
    private readonly scaler: StandardScaler,
    /** Weight of class 0 and of class 1. */
    private readonly counts: Float64Array,
  ) {}

  static create({ task }: Problem): OutcomeLevel {
    return new OutcomeLevel(task, StandardScaler.create(1), new Float64Array(2));
  }

  /** At most the second derivative of the loss by the score. */
  get curvature(): number {
    return this.task === 'binary' ? 0.25 : 1;
  }

  learn(label: number, weight: number): void {
    if (this.task === 'binary') this.counts[label] = this.counts[label]! + weight;
    else this.scaler.learn(0, label, weight);
  }

  /** The value, or the probability of class 1, that is meant by a score. */
  outcome(score: number): number {
    return this.task === 'binary' ? sigmoid(this.logOdds() + score) : this.scaler.unscale(0, score);
  }

  /** How far a score falls short: minus the derivative of half the squared error, or of the logistic loss, by the score. */
  short(score: number, label: number): number {
    if (this.task === 'binary') return label - this.outcome(score);
    return Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, this.scaler.scale(0, label) - score));
  }

  save(): SavedState {
    const { counts, task } = this;
    return {
      kind: KIND,
      format: FORMAT,
      scalars: { task },
      arrays: { ...this.scaler.save(), counts: counts.slice() },
    };
  }

  /** @throws StateRefused */
  static load(state: SavedState, { task }: Problem): OutcomeLevel {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'task', task);
    const [weight, mean, squares] = [
      floatsOf(state, 'weight', 1),
      floatsOf(state, 'mean', 1),
      floatsOf(state, 'squares', 1),
    ];
    return new OutcomeLevel(task, StandardScaler.load({ weight, mean, squares }), floatsOf(state, 'counts', 2));
  }

  private logOdds(): number {
    return Math.log((this.counts[1]! + 1) / (this.counts[0]! + 1));
  }
}

const sigmoid = (score: number): number => 1 / (1 + Math.exp(-score));
