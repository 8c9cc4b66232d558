/**
 * How good were probabilities of a yes? Log loss, Brier score, ROC AUC with its error bound, accuracy at 0.5, kappa, temporal
 * kappa, calibration error, in one pass: one logarithm and a handful of sums an example, O(1); O(bins) to report or merge.
 *
 * The ROC histogram keeps negatives and positives apart, and its lower half is exactly p <= 0.5, so the confusion matrix is
 * read from it: a probability of 0.5 predicts class 0.
 */
import type { LearnerState } from '../learners/learner';
import { addTerm, SUM_CELLS } from '../statistics/cascaded-sum';
import { CALIBRATION_BINS } from './calibration';
import {
  absorbCells,
  BRIER,
  CALIBRATION,
  classifierReport,
  clipped,
  PLAIN as HISTOGRAM,
  LOG_LOSS,
} from './classifier-cells';
import { CHANGED, EXAMPLES, LAST_LABEL, labelBefore } from './no-change';
import { ProbabilityBins } from './probability-bins';
import { rocAuc } from './roc-auc';
import { saveScores } from './saved-scores';
import { LARGEST, type Report, refuse, refuseWeight, requireSameShape, type ScoreShape, type Scores } from './scores';

export class BinaryScores implements Scores {
  private readonly bins: ProbabilityBins;
  private readonly calibrationShift: number;

  constructor(
    readonly shape: ScoreShape,
    readonly cells: Float64Array,
  ) {
    this.bins = new ProbabilityBins(shape.aucBins);
    this.calibrationShift = Math.log2(shape.aucBins / CALIBRATION_BINS);
  }

  static cellCount(shape: ScoreShape): number {
    return HISTOGRAM + 2 * shape.aucBins;
  }

  add(
    predictions: Float64Array,
    label: Float64Array,
    weight: Float64Array,
    count: number,
    rows: Int32Array | null = null,
    start = 0,
  ): void {
    if (count === 0) return;
    const end = start + count;
    for (let i = start; i < end; i++) {
      const row = rows === null ? i : rows[i]!;
      const p = predictions[row]!;
      const y = label[row]!;
      const w = weight[row]!;
      if (!(p >= 0 && p <= 1)) refuse('prediction', p, row, 'a probability from 0 to 1');
      if (y !== 0 && y !== 1) refuse('label', y, row, '0 or 1');
      if (!(w >= 0 && w <= LARGEST)) refuseWeight(w, row);
    }
    const { cells, bins, calibrationShift } = this;
    const first = rows === null ? start : rows[start]!;
    let before = labelBefore(cells, label[first]!, weight[first]!);
    for (let i = start; i < end; i++) {
      const row = rows === null ? i : rows[i]!;
      const p = predictions[row]!;
      const y = label[row]!;
      const w = weight[row]!;
      const residual = p - y;
      const bin = bins.of(p);
      addTerm(cells, LOG_LOSS, -w * Math.log(y === 1 ? clipped(p) : 1 - clipped(p)));
      addTerm(cells, BRIER, w * residual * residual);
      addTerm(cells, CALIBRATION + SUM_CELLS * (bin >> calibrationShift), w * residual);
      cells[HISTOGRAM + 2 * bin + y]! += w;
      if (y !== before) cells[CHANGED]! += w;
      before = y;
    }
    cells[LAST_LABEL] = before;
    cells[EXAMPLES]! += count;
  }

  absorb(later: Scores): void {
    requireSameShape(this.shape, later.shape);
    absorbCells(this.cells, later.cells);
  }

  report(): Report {
    const { cells } = this;
    const bins = this.shape.aucBins;
    const labelled = new Float64Array(2);
    const predicted = new Float64Array(2);
    const right = new Float64Array(2);
    for (let bin = 0; bin < bins; bin++) {
      const prediction = bin < bins / 2 ? 0 : 1;
      for (let y = 0; y < 2; y++) {
        const held = cells[HISTOGRAM + 2 * bin + y]!;
        labelled[y]! += held;
        predicted[prediction]! += held;
        if (y === prediction) right[y]! += held;
      }
    }
    const auc = rocAuc(cells, HISTOGRAM, bins);
    return {
      ...classifierReport(cells, labelled, predicted, right),
      rocAuc: auc.area,
      rocAucErrorBound: auc.errorBound,
    };
  }

  save(): LearnerState {
    return saveScores(this);
  }
}
