/**
 * How far are stated probabilities from the frequencies that followed?
 *
 * Expected calibration error (Naeini, Cooper and Hauskrecht, AAAI 2015): over bins of the probability, the mean of
 * |mean probability - share of hits|, weighted by the bins. The bins are the 64 of ProbabilityBins, not the usual equal
 * widths, which put a whole click log into one bin. Each keeps one sum, of weight x (probability - hit): its size is
 * that bin's share of the error. O(1) an example, O(64) to read; null without weight.
 *
 * With few examples a bin the error is biased upwards: a perfectly calibrated model does not reach 0.
 */
import { addSum, SUM_CELLS, sumOf } from '../statistics/cascaded-sum';

export const CALIBRATION_BINS = 64;
export const CALIBRATION_CELLS = CALIBRATION_BINS * SUM_CELLS;

export function addCalibration(cells: Float64Array, at: number, later: Float64Array): void {
  for (let cell = at; cell < at + CALIBRATION_CELLS; cell += SUM_CELLS) addSum(cells, cell, later, cell);
}

export function calibrationError(cells: Float64Array, at: number, totalWeight: number): number | null {
  if (totalWeight === 0) return null;
  let error = 0;
  for (let cell = at; cell < at + CALIBRATION_CELLS; cell += SUM_CELLS) error += Math.abs(sumOf(cells, cell));
  return error / totalWeight;
}
