/**
 * Weight, mean and sum of squared deviations of the outcomes of a group, as three numbers side by side in a longer array: a leaf keeps
 * hundreds of such groups, and an object each would cost more than the numbers. West's update (1979), and the formula of Chan,
 * Golub and LeVeque (1979) to put two groups together. O(1). A group without weight adds nothing; its variance is 0.
 * Outcomes to ±1e100 do not overflow.
 */
export const WEIGHT = 0;
export const MEAN = 1;
export const SQUARES = 2;
/** Numbers per group. */
export const TARGET_NUMBERS = 3;

/** Takes an outcome of weight above 0 into the group at `at`. */
export function addTarget(groups: Float64Array, at: number, outcome: number, weight: number): void {
  const total = groups[at]! + weight;
  const from = outcome - groups[at + MEAN]!;
  // The share is 1 for a first outcome, so that its mean is the outcome to the bit.
  const mean = groups[at + MEAN]! + from * (weight / total);
  groups[at] = total;
  groups[at + MEAN] = mean;
  groups[at + SQUARES] = groups[at + SQUARES]! + weight * from * (outcome - mean);
}

/** Takes the group at `from[other]` into that at `at`. */
export function addTargets(groups: Float64Array, at: number, from: Float64Array, other: number): void {
  const weight = from[other]!;
  if (!(weight > 0)) return;
  const before = groups[at]!;
  const total = before + weight;
  const apart = from[other + MEAN]! - groups[at + MEAN]!;
  groups[at] = total;
  groups[at + MEAN] = groups[at + MEAN]! + apart * (weight / total);
  groups[at + SQUARES] = groups[at + SQUARES]! + from[other + SQUARES]! + apart * apart * before * (weight / total);
}

/** Of a sample, divided by its weight less 1; 0 where rounding left less than nothing. */
export const varianceOf = (weight: number, squares: number): number =>
  weight > 1 && squares > 0 ? squares / (weight - 1) : 0;
