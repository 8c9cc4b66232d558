/**
 * What scores of two classes and of many have in common: the front of their cells, how two parts of a stream join, and the
 * figures that follow. Behind the front come plain weights, which merge by adding.
 *
 *   cells: | no-change, 5 | log loss, 2 | Brier, 2 | calibration, 64 x 2 | plain weights … |
 */
import { addSum, SUM_CELLS, sumOf } from '../statistics/cascaded-sum';
import { addCalibration, CALIBRATION_CELLS, calibrationError } from './calibration';
import { chanceAccuracy, kappaAgainst } from './kappa';
import { EXAMPLES, followWith, NO_CHANGE_CELLS, noChangeAccuracy } from './no-change';
import { LOG_LOSS_CLIP, type Report } from './scores';

export const LOG_LOSS = NO_CHANGE_CELLS;
export const BRIER = LOG_LOSS + SUM_CELLS;
export const CALIBRATION = BRIER + SUM_CELLS;
export const PLAIN = CALIBRATION + CALIBRATION_CELLS;

const HIGHEST = 1 - LOG_LOSS_CLIP;

export const clipped = (p: number): number => Math.min(Math.max(p, LOG_LOSS_CLIP), HIGHEST);

export function absorbCells(cells: Float64Array, later: Float64Array): void {
  if (later[EXAMPLES] === 0) return;
  if (cells[EXAMPLES] === 0) {
    cells.set(later);
    return;
  }
  followWith(cells, later);
  addSum(cells, LOG_LOSS, later, LOG_LOSS);
  addSum(cells, BRIER, later, BRIER);
  addCalibration(cells, CALIBRATION, later);
  for (let cell = PLAIN; cell < cells.length; cell++) cells[cell]! += later[cell]!;
}

/**
 * From weights by label, by predicted class, and by class of the examples predicted rightly. The last are added up as the first
 * are, so that rounding never takes the accuracy above 1.
 */
export function classifierReport(
  cells: Float64Array,
  labelled: Float64Array,
  predicted: Float64Array,
  right: Float64Array,
): Report {
  const total = labelled.reduce((sum, held) => sum + held, 0);
  const hits = right.reduce((sum, held) => sum + held, 0);
  const mean = (sum: number): number | null => (total > 0 ? sum / total : null);
  const accuracy = mean(hits);
  const noChange = noChangeAccuracy(cells, total);
  return {
    examples: cells[EXAMPLES]!,
    weight: total,
    logLoss: mean(sumOf(cells, LOG_LOSS)),
    logLossClip: LOG_LOSS_CLIP,
    brier: mean(sumOf(cells, BRIER)),
    accuracy,
    kappa: kappaAgainst(chanceAccuracy(labelled, predicted, total), accuracy),
    kappaTemporal: kappaAgainst(noChange, accuracy),
    noChangeAccuracy: noChange,
    calibrationError: calibrationError(cells, CALIBRATION, total),
  };
}
