import type { FeatureBatch, LabelledBatch } from '../features/batch';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type StateArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * The whole state of a learner as a value: scalars that survive JSON exactly, and named typed arrays. Loading it gives a
 * learner that goes on as if it had never stopped, to the bit.
 */
export interface LearnerState {
  readonly kind: string;
  /** The format of this kind's state; a loader refuses a newer one, naming both. */
  readonly format: number;
  readonly scalars: { readonly [key: string]: Json };
  readonly arrays: { readonly [name: string]: StateArray };
}

/** What a learner must know of the model it learns for. */
export interface Problem {
  readonly task: 'binary' | 'multiclass' | 'regression';
  /** Columns of a prediction: 1 (the probability of class 1, or the value), or the number of classes. */
  readonly outputs: number;
  readonly numericCount: number;
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
