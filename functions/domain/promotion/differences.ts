/**
 * By how much did the candidate do better than the champion on each example? d = loss of the champion - loss of the candidate,
 * under one measure, of predictions made for the same examples. Positive: the candidate was better.
 *
 * O(1) per example, O(outputs) for brier over classes; nothing is allocated. A prediction that is NaN is as bad as the measure
 * allows, since no comparison with NaN holds: probability `clip` for the label, a loss of `bound` otherwise. Examples count once each, whatever their weight.
 */
import type { Measure } from './contest';

/** Taken once: in the sandbox that tests run in, each look-up of the global `Math` costs more than the logarithm. */
const { abs, log, min } = Math;

export interface PairedPredictions {
  /** Class index, or the value. */
  readonly label: Float64Array;
  /** Row-major: the probability of class 1, the value, or one probability per class. */
  readonly champion: Float64Array;
  readonly candidate: Float64Array;
  /** Columns of a prediction. */
  readonly outputs: number;
  /** The examples to compare: those predicted after the candidate's seal. */
  readonly rows: Int32Array;
  readonly rowCount: number;
}

/** Writes the difference of `rows[i]` to `out[i]`. */
export function differencesInto(out: Float64Array, measure: Measure, paired: PairedPredictions): void {
  switch (measure.metric) {
    case 'logLoss':
      if (paired.outputs > 1) classLogLosses(out, measure.clip!, paired);
      else binaryLogLosses(out, measure.clip!, paired);
      return;
    case 'brier':
      if (paired.outputs > 1) classBriers(out, measure.bound, paired);
      else squaredErrors(out, measure.bound, paired);
      return;
    case 'squaredError':
      squaredErrors(out, measure.bound, paired);
      return;
    case 'absoluteError':
      absoluteErrors(out, measure.bound, paired);
  }
}

const clipped = (probability: number, clip: number): number => (probability > clip ? min(probability, 1 - clip) : clip);

const capped = (loss: number, bound: number): number => (loss >= 0 ? min(loss, bound) : bound);

function binaryLogLosses(out: Float64Array, clip: number, paired: PairedPredictions): void {
  const { label, champion, candidate, rows, rowCount } = paired;
  for (let i = 0; i < rowCount; i++) {
    const row = rows[i]!;
    // p for label 1, 1 - p for label 0, both exact; a branch on the label would be mispredicted.
    const sign = 2 * label[row]! - 1;
    const offset = 1 - label[row]!;
    const ofChampion = clipped(offset + sign * champion[row]!, clip);
    const ofCandidate = clipped(offset + sign * candidate[row]!, clip);
    out[i] = log(ofCandidate / ofChampion);
  }
}

function classLogLosses(out: Float64Array, clip: number, paired: PairedPredictions): void {
  const { label, champion, candidate, outputs, rows, rowCount } = paired;
  for (let i = 0; i < rowCount; i++) {
    const row = rows[i]!;
    const at = row * outputs + label[row]!;
    out[i] = log(clipped(candidate[at]!, clip) / clipped(champion[at]!, clip));
  }
}

function squaredErrors(out: Float64Array, bound: number, paired: PairedPredictions): void {
  const { label, champion, candidate, rows, rowCount } = paired;
  for (let i = 0; i < rowCount; i++) {
    const row = rows[i]!;
    const byChampion = champion[row]! - label[row]!;
    const byCandidate = candidate[row]! - label[row]!;
    out[i] = capped(byChampion * byChampion, bound) - capped(byCandidate * byCandidate, bound);
  }
}

function absoluteErrors(out: Float64Array, bound: number, paired: PairedPredictions): void {
  const { label, champion, candidate, rows, rowCount } = paired;
  for (let i = 0; i < rowCount; i++) {
    const row = rows[i]!;
    const byChampion = abs(champion[row]! - label[row]!);
    out[i] = capped(byChampion, bound) - capped(abs(candidate[row]! - label[row]!), bound);
  }
}

function classBriers(out: Float64Array, bound: number, paired: PairedPredictions): void {
  const { label, champion, candidate, outputs, rows, rowCount } = paired;
  for (let i = 0; i < rowCount; i++) {
    const row = rows[i]!;
    let ofChampion = 0;
    let ofCandidate = 0;
    for (let output = 0; output < outputs; output++) {
      const truth = output === label[row] ? 1 : 0;
      const byChampion = champion[row * outputs + output]! - truth;
      const byCandidate = candidate[row * outputs + output]! - truth;
      ofChampion += byChampion * byChampion;
      ofCandidate += byCandidate * byCandidate;
    }
    out[i] = capped(ofChampion, bound) - capped(ofCandidate, bound);
  }
}
