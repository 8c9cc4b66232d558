/**
 * An example as the leaves' linear models see it: the constant 1, then the numeric features in standard deviations from their means over all
 * that the tree has seen; a missing one is 0, the mean. The models predict the outcome in such deviations too, so that one learning
 * rate serves whatever the units are. One row is filled again for every example: O(numeric features).
 */
import type { FeatureBatch } from '../../../features/batch';
import { MAX_DEVIATIONS, type StandardScaler } from '../../../features/standard-scaler';

/** Of the error: more than this one example never takes back, however many features there are and whatever it weighs. */
const MOST_TAKEN_BACK = 0.25;
/** Normally distributed outcomes are within three deviations of their mean 99.7 times in 100. */
const DEVIATIONS_OF_RANGE = 3;

export class StandardisedRow {
  readonly values: Float64Array;

  constructor(
    readonly features: StandardScaler,
    readonly outcome: StandardScaler,
  ) {
    this.values = new Float64Array(1 + features.columns);
    this.values[0] = 1;
  }

  learn(batch: FeatureBatch, example: number, outcome: number, weight: number): void {
    this.features.learnRow(batch.numeric, example * batch.numericCount, weight);
    this.outcome.learn(0, outcome, weight);
  }

  fill(batch: FeatureBatch, example: number): void {
    const { values, features } = this;
    features.scaleRow(batch.numeric, example * batch.numericCount, values, 1);
    for (let at = 1; at < values.length; at++) if (Number.isNaN(values[at])) values[at] = 0;
  }

  /** The outcome that these weights expect of the row. */
  predicted(weights: Float64Array): number {
    return this.outcomeAt(this.form(weights));
  }

  /** The outcome so many deviations from the mean. */
  outcomeAt(form: number): number {
    return this.outcome.unscale(0, within(form));
  }

  /** How far apart two outcomes are, in the half of the range within which nearly all lie. */
  distance(outcome: number, predicted: number): number {
    return Math.abs(this.outcome.scale(0, outcome) - this.outcome.scale(0, predicted)) / DEVIATIONS_OF_RANGE;
  }

  /** Moves the weights, whose form is given, towards the outcome by the delta rule. */
  teach(weights: Float64Array, form: number, outcome: number, rate: number, weight: number): void {
    const { values } = this;
    const error = this.outcome.scale(0, outcome) - form;
    let length = 1;
    for (let at = 1; at < values.length; at++) length += values[at]! * values[at]!;
    const step = (error * Math.min(MOST_TAKEN_BACK, rate * length * weight)) / length;
    for (let at = 0; at < weights.length; at++) weights[at] = weights[at]! + step * values[at]!;
  }

  /** The linear form of the row and these weights. */
  form(weights: Float64Array): number {
    const { values } = this;
    let sum = 0;
    for (let at = 0; at < values.length; at++) sum += weights[at]! * values[at]!;
    return sum;
  }
}

const within = (form: number): number => Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, form));
