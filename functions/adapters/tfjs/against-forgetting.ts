/** What keeps a network from forgetting takes part in each step at three points, in this order. */
import type { LabelledBatch } from '../../domain/features/batch';
import type { SavedState } from '../../domain/state/saved-state';
import type { LossPart } from './loss-part';
import type { DeltasOf } from './network';

/** A micro-batch and what the network makes of it, before the step that it leads to. */
export interface Observed {
  readonly batch: LabelledBatch;
  /** Above 0. */
  readonly totalWeight: number;
  readonly sums: Float32Array;
  readonly weights: Float32Array;
  /** Over the examples of the batch, as `Network.squaredGradients`. */
  squaredGradients(deltasOf: DeltasOf): Float32Array;
}

export interface AgainstForgetting {
  /** Losses over examples of before, to go along with the micro-batch's own. */
  recall(): readonly LossPart[];
  takeIn(observed: Observed): void;
  /** Adds the gradient of what it asks of the weights themselves. */
  addPenalty(gradient: Float32Array, weights: Float32Array): void;
  save(): SavedState;
}
