/**
 * How good were these predictions, so far? Scores are a value: an array of sums, added to example by example, that merges, saves
 * and loads. The score of a prediction depends only on examples scored, never on how they were cut into calls.
 *
 * What two ways of splitting a stream agree on: counts, histograms and what follows from them (rocAuc, accuracy, both kappas) to the
 * bit while weights are multiples of 2^-20 that add up to less than 2^33 (1 is one); sums of losses to the last bit or so
 * (see cascaded-sum.ts). Other weights add the rounding of plain sums to the former. Order matters to kappaTemporal alone.
 */
import type { LearnerState, Problem } from '../learners/learner';

export interface ScoreShape {
  readonly task: Problem['task'];
  /** Columns of a prediction: 1, or the number of classes. */
  readonly outputs: number;
  /** Bins of the ROC histogram of a binary task: a power of two, 64 or more. Sixteen bytes each. */
  readonly aucBins: number;
}

/** By name; null where it is undefined: no data, no weight, only one class. */
export type Report = Readonly<Record<string, number | null>>;

/** Probabilities are clipped to [1e-15, 1 - 1e-15] for the log loss, as river does: no prediction costs more than 34.54. */
export const LOG_LOSS_CLIP = 1e-15;

export interface Scores {
  readonly shape: ScoreShape;
  /** The whole state. */
  readonly cells: Float64Array;
  /**
   * Scores `count` examples: rows `rows[start], rows[start + 1], …`, or `start, start + 1, …` without `rows`. All three arrays are
   * indexed by row; predictions are row-major with `outputs` columns. A weight of 0 counts as an example and scores nothing.
   * @throws RangeError, before anything is added, for a prediction, label or weight that cannot be scored: NaN would stay for ever.
   */
  add(
    predictions: Float64Array,
    label: Float64Array,
    weight: Float64Array,
    count: number,
    rows?: Int32Array | null,
    start?: number,
  ): void;
  /** Goes on as if the examples of `later` had been added here, in their order. `later` must have the same shape and is left alone. */
  absorb(later: Scores): void;
  report(): Report;
  save(): LearnerState;
}

/** Of a weight, or of an error of regression: a weighted square of it is still a number. */
export const LARGEST = 1e100;

export function refuse(what: string, got: number | undefined, row: number, must: string): never {
  throw new RangeError(`the ${what} of row ${row} is ${got}; it must be ${must}`);
}

export const refuseWeight = (got: number | undefined, row: number): never =>
  refuse('weight', got, row, `from 0 to ${LARGEST}`);

export function requireSameShape(a: ScoreShape, b: ScoreShape): void {
  if (a.task !== b.task || a.outputs !== b.outputs || a.aucBins !== b.aucBins) {
    throw new RangeError(`scores of shape ${JSON.stringify(b)} cannot follow scores of shape ${JSON.stringify(a)}`);
  }
}
