/**
 * What a network answered, in a form that keeps its meaning while the network learns on: the sums of its last layer for
 * classes, the value in the target's own unit for regression (its standardised form moves with the target's
 * statistics). And the loss of drifting away from it: the mean over weights and outputs of the squared distance of the
 * sums, as in Buzzega et al. 2020. O(examples x outputs).
 */
import type { StandardScaler } from '../../domain/features/standard-scaler';
import type { AnsweredBatch } from '../../domain/replay/example-rows';
import { ACTIVATION_CEILING } from './activation';

/** Finite whatever the sums are: an answer is kept for long, and one that is no number would stop all learning. */
export function answersOf(sums: Float32Array, target: StandardScaler): Float64Array {
  const answers = new Float64Array(sums.length);
  for (let at = 0; at < sums.length; at++) {
    const sum = Math.max(-ACTIVATION_CEILING, Math.min(ACTIVATION_CEILING, sums[at]!));
    const finite = Number.isNaN(sum) ? 0 : sum;
    answers[at] = target.columns === 0 ? finite : target.unscale(0, finite);
  }
  return answers;
}

/** `alpha` times that loss's gradient in the sums. `totalWeight` is that of the batch, above 0. */
export function distanceDeltas(
  sums: Float32Array,
  { answers, weight, count }: AnsweredBatch,
  target: StandardScaler,
  alpha: number,
  totalWeight: number,
): Float32Array {
  const deltas = new Float32Array(sums.length);
  const outputs = sums.length / count;
  for (let at = 0; at < sums.length; at++) {
    const answer = target.columns === 0 ? answers[at]! : target.scale(0, answers[at]!);
    const share = weight[Math.floor(at / outputs)]! / totalWeight;
    deltas[at] = (alpha * 2 * (sums[at]! - answer) * share) / outputs;
  }
  return deltas;
}
