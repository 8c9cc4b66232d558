/**
 * How good were predictions whose labels came, and how far off on the whole? Sums over examples, as weighted: mean loss and
 * calibration follow. Both losses of a task are kept, so that what a line promises does not depend on the gate's metric of today,
 * which a rebuild could not know.
 *
 * Log loss clips probabilities to [1e-15, 1 - 1e-15], as every score here does, and not as the gate does: a promise and what is
 * served must be counted alike. Several classes: the prediction is the probability of the class given most, and the outcome
 * whether it was that one. O(outputs) an example. No examples: all 0. Sums are plain, in stream order, of whole micro-batches, so
 * they do not depend on delivery. Predictions must be finite: scores refuse others before.
 */

import type { GateMetric } from '../../contracts/declaration';
import { LOG_LOSS_CLIP } from '../evaluation/scores';
import type { Problem } from '../learners/learner';
import { placeOfLargest } from '../numeric/largest';

export interface OutcomeSums {
  readonly examples: number;
  readonly weight: number;
  /** Weighted sums of predictions and of what came. */
  readonly predicted: number;
  readonly outcome: number;
  /** Log loss and Brier score, or squared and absolute error. */
  readonly losses: readonly [number, number];
}

export const NO_OUTCOMES: OutcomeSums = { examples: 0, weight: 0, predicted: 0, outcome: 0, losses: [0, 0] };

export interface Answered {
  /** Row-major: the probability of class 1, the value, or one probability per class. */
  readonly predictions: Float64Array;
  readonly label: Float64Array;
  readonly weight: Float64Array;
  readonly rows: Int32Array;
}

/** Taken once, as in promotion/differences.ts. */
const { abs, log, max, min } = Math;

export function addOutcomes(
  sums: OutcomeSums,
  { task, outputs }: Pick<Problem, 'task' | 'outputs'>,
  { predictions, label, weight, rows }: Answered,
): OutcomeSums {
  let { predicted, outcome } = sums;
  let totalWeight = sums.weight;
  let [first, second] = sums.losses;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const w = weight[row]!;
    const y = label[row]!;
    totalWeight += w;
    if (task === 'multiclass') {
      const top = placeOfLargest(predictions, row * outputs, outputs);
      predicted += w * predictions[row * outputs + top]!;
      outcome += top === y ? w : 0;
      first -= w * log(clipped(predictions[row * outputs + y]!));
      second += w * squaresOff(predictions, row, outputs, y);
    } else {
      const p = predictions[row]!;
      const error = p - y;
      predicted += w * p;
      outcome += w * y;
      first += task === 'binary' ? -w * log(y === 1 ? clipped(p) : 1 - clipped(p)) : w * error * error;
      second += task === 'binary' ? w * error * error : w * abs(error);
    }
  }
  return { examples: sums.examples + rows.length, weight: totalWeight, predicted, outcome, losses: [first, second] };
}

const clipped = (p: number): number => min(max(p, LOG_LOSS_CLIP), 1 - LOG_LOSS_CLIP);

function squaresOff(predictions: Float64Array, row: number, outputs: number, y: number): number {
  let squares = 0;
  for (let k = 0; k < outputs; k++) {
    const off = predictions[row * outputs + k]! - (k === y ? 1 : 0);
    squares += off * off;
  }
  return squares;
}

/** Which rounds nothing. */
export const halvedOutcomes = ({ examples, weight, predicted, outcome, losses }: OutcomeSums): OutcomeSums => ({
  examples: examples / 2,
  weight: weight / 2,
  predicted: predicted / 2,
  outcome: outcome / 2,
  losses: [losses[0] / 2, losses[1] / 2],
});

/** null without weight. */
export function meanLoss({ weight, losses }: OutcomeSums, metric: GateMetric): number | null {
  if (!(weight > 0)) return null;
  return losses[metric === 'logLoss' || metric === 'squaredError' ? 0 : 1] / weight;
}

/** Mean prediction over mean outcome; null where nothing, or nothing but zeros, came. */
export const calibrationRatio = ({ predicted, outcome }: OutcomeSums): number | null =>
  outcome === 0 ? null : predicted / outcome;
