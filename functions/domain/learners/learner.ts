import type { FeatureBatch, LabelledBatch } from '../features/batch';
import type { SavedState } from '../state/saved-state';

export type LearnerState = SavedState;

/** What a learner must know of the model it learns for. */
export interface Problem {
  readonly task: 'binary' | 'multiclass' | 'regression';
  /** Columns of a prediction: 1 (the probability of class 1, or the value), or the number of classes. */
  readonly outputs: number;
  readonly numericCount: number;
  /** Of the numeric and of the categorical features, in the order of the columns. */
  readonly numericNames: readonly string[];
  readonly categoricalNames: readonly string[];
  readonly categoricalCount: number;
  readonly hashedCount: number;
  readonly hashBits: number;
  readonly seed: number;
}

/**
 * An algorithm with its state. `predict` changes nothing; `learn` changes this learner and never its argument; `save` gives
 * a detached copy of the whole state.
 */
export interface Learner {
  readonly kind: string;
  /** Writes count x outputs predictions into `out`, row-major: probabilities, or values. Never NaN for finite input. */
  predict(batch: FeatureBatch, out: Float64Array): void;
  learn(batch: LabelledBatch): void;
  save(): LearnerState;
}

/** A learner that takes examples one at a time, as ensembles need it: each of their members gives an example a weight of its own. */
export interface ExampleLearner extends Learner {
  /** Writes the `outputs` numbers of one example from `out[at]` on. */
  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void;
  /** `weight` is above 0, and takes the place of the batch's own. */
  learnExample(batch: LabelledBatch, example: number, weight: number): void;
  /** Both, in this order: for learners that find much of the one on the way to the other. */
  predictAndLearnExample(batch: LabelledBatch, example: number, weight: number, out: Float64Array, at: number): void;
}
