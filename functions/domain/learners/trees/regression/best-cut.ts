/**
 * Where should groups that stand in a row be cut in two, so that the outcomes spread least on either side? Every place between two groups
 * is weighed by how much it reduces the variance of the outcomes, or their standard deviation (Ikonomovska, Gama and Džeroski,
 * "Learning model trees from evolving data streams", 2011). O(groups). Fewer than two groups have no cut.
 *
 * Sums are taken about the mean of all, so that a spread far smaller than the outcomes themselves is not lost in rounding.
 */
import type { RegressionTreeSettings } from './settings';
import { MEAN, SQUARES, TARGET_NUMBERS, varianceOf, WEIGHT } from './target-moments';

export interface Cut {
  /** The last group of the first side. */
  readonly last: number;
  /** How much less the outcomes spread; above 0. */
  readonly reduction: number;
  /** Of all groups. */
  readonly weight: number;
}

/** Group g has its numbers from `groups[g * stride + offset]` on. */
export function bestCut(
  { criterion, minBranchWeight }: Pick<RegressionTreeSettings, 'criterion' | 'minBranchWeight'>,
  groups: Float64Array,
  count: number,
  stride = TARGET_NUMBERS,
  offset = 0,
): Cut | null {
  let weight = 0;
  let mean = 0;
  for (let group = 0, at = offset; group < count; group++, at += stride) {
    const own = groups[at + WEIGHT]!;
    weight += own;
    mean += (groups[at + MEAN]! - mean) * (own / weight);
  }
  let sum = 0;
  let squares = 0;
  for (let group = 0, at = offset; group < count; group++, at += stride) {
    const from = groups[at + MEAN]! - mean;
    sum += groups[at + WEIGHT]! * from;
    squares += groups[at + SQUARES]! + groups[at + WEIGHT]! * from * from;
  }
  const deviations = criterion === 'standardDeviation';
  const before = spread(weight, sum, squares, deviations);
  let last = -1;
  let reduction = 0;
  let leftWeight = 0;
  let leftSum = 0;
  let leftSquares = 0;
  for (let group = 0, at = offset; group < count - 1; group++, at += stride) {
    const own = groups[at + WEIGHT]!;
    const from = groups[at + MEAN]! - mean;
    leftWeight += own;
    leftSum += own * from;
    leftSquares += groups[at + SQUARES]! + own * from * from;
    const rightWeight = weight - leftWeight;
    if (leftWeight < minBranchWeight || rightWeight < minBranchWeight) continue;
    const left = spread(leftWeight, leftSum, leftSquares, deviations);
    const right = spread(rightWeight, sum - leftSum, squares - leftSquares, deviations);
    const found = before - (leftWeight / weight) * left - (rightWeight / weight) * right;
    if (found > reduction) {
      last = group;
      reduction = found;
    }
  }
  return last < 0 ? null : { last, reduction, weight };
}

function spread(weight: number, sum: number, squares: number, deviations: boolean): number {
  const variance = varianceOf(weight, squares - (sum * sum) / weight);
  return deviations ? Math.sqrt(variance) : variance;
}
