/**
 * How good were probabilities over K classes? Log loss, Brier score (the sum over classes, from 0 to 2), accuracy, kappa,
 * temporal kappa, and the calibration error of the class given most. O(K) an example, one logarithm; O(K) to report or merge.
 *
 * The class predicted is the one given most, the lowest index among equals. Rows are not checked to add up to 1.
 */
import type { LearnerState } from '../learners/learner';
import { addTerm, SUM_CELLS } from '../statistics/cascaded-sum';
import { CALIBRATION_BINS } from './calibration';
import { absorbCells, BRIER, CALIBRATION, classifierReport, clipped, LOG_LOSS, PLAIN } from './classifier-cells';
import { CHANGED, EXAMPLES, LAST_LABEL, labelBefore } from './no-change';
import { ProbabilityBins } from './probability-bins';
import { saveScores } from './saved-scores';
import { LARGEST, type Report, refuse, refuseWeight, requireSameShape, type ScoreShape, type Scores } from './scores';

export class MulticlassScores implements Scores {
  private readonly bins = new ProbabilityBins(CALIBRATION_BINS);

  constructor(
    readonly shape: ScoreShape,
    readonly cells: Float64Array,
  ) {}

  static cellCount(shape: ScoreShape): number {
    return PLAIN + 3 * shape.outputs;
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
    const { cells, bins } = this;
    const classes = this.shape.outputs;
    const end = start + count;
    for (let i = start; i < end; i++) {
      const row = rows === null ? i : rows[i]!;
      const y = label[row]!;
      const w = weight[row]!;
      for (let at = row * classes; at < (row + 1) * classes; at++) {
        const p = predictions[at]!;
        if (!(p >= 0 && p <= 1)) refuse('prediction', p, row, 'made of probabilities from 0 to 1');
      }
      if (!(Number.isInteger(y) && y >= 0 && y < classes)) refuse('label', y, row, `a class from 0 to ${classes - 1}`);
      if (!(w >= 0 && w <= LARGEST)) refuseWeight(w, row);
    }
    const first = rows === null ? start : rows[start]!;
    let before = labelBefore(cells, label[first]!, weight[first]!);
    for (let i = start; i < end; i++) {
      const row = rows === null ? i : rows[i]!;
      const y = label[row]!;
      const w = weight[row]!;
      const from = row * classes;
      let top = 0;
      let squares = 0;
      for (let k = 0; k < classes; k++) {
        const p = predictions[from + k]!;
        const residual = k === y ? p - 1 : p;
        squares += residual * residual;
        if (p > predictions[from + top]!) top = k;
      }
      const confidence = predictions[from + top]!;
      const right = top === y ? 1 : 0;
      addTerm(cells, LOG_LOSS, -w * Math.log(clipped(predictions[from + y]!)));
      addTerm(cells, BRIER, w * squares);
      addTerm(cells, CALIBRATION + SUM_CELLS * bins.of(confidence), w * (confidence - right));
      // Weights by label, by predicted class, and by class of those predicted rightly.
      cells[PLAIN + y]! += w;
      cells[PLAIN + classes + top]! += w;
      cells[PLAIN + 2 * classes + y]! += w * right;
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
    const classes = this.shape.outputs;
    const weights = (which: number): Float64Array =>
      this.cells.subarray(PLAIN + which * classes, PLAIN + (which + 1) * classes);
    return classifierReport(this.cells, weights(0), weights(1), weights(2));
  }

  save(): LearnerState {
    return saveScores(this);
  }
}
