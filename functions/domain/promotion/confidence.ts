/**
 * Between which values does the mean difference lie, at this and every other look? The lower end is the largest m that the
 * bets reject: those m for which the gambler who bets against "the mean is at most m" with the same stakes owns 1/a. It is at
 * least 0 exactly when the e-value has reached 1/a, so the interval on the page and the gate's decision never disagree.
 *
 * A bet's wealth against m is the product of 1 + lambda (d - m). It is bounded from below by what a candidate keeps: the number
 * of examples, the sum of d, the sum of d^2 and the wealth against 0. With g(d) = log(1 + lambda (d - m)) - log(1 + lambda d),
 * (g(d) - g(0) - g'(0) d) / d^2 rises in d for m > 0 and falls for m < 0 (it is a weighted mean of g'' between 0 and d), so g(d) is at
 * least the parabola through g(0) with slope g'(0) that meets g at d = -bound or d = bound. Equality at m = 0.
 *
 * O(bets) per m, 31 bisections, so to 2^-30 of the bound. No examples: the whole range.
 */
import { BET_FRACTIONS, logEValue } from './bets';

export interface DifferenceSums {
  readonly examples: number;
  readonly differenceSum: number;
  readonly differenceSquareSum: number;
  readonly bound: number;
}

/** Taken once, as in bets.ts. */
const { log1p } = Math;

const BISECTIONS = 31;

/** @param logWealths of the bets on a mean above 0. @param logThreshold log(1/a), above 0. */
export function lowerMean(logWealths: readonly number[], sums: DifferenceSums, logThreshold: number): number {
  const { bound } = sums;
  const rejects = (mean: number): boolean =>
    logEValue(logWealths.map((wealth, bet) => wealth + leastShift(BET_FRACTIONS[bet]! / bound, mean, sums))) >=
    logThreshold;
  // The first middle is 0, where the bound on the wealth is the e-value itself.
  let rejected = -bound;
  let kept = bound;
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (rejected + kept) / 2;
    if (rejects(middle)) rejected = middle;
    else kept = middle;
  }
  return rejected;
}

/** The same from above, from the log-wealths of the bets on a mean below 0. At most 0 exactly when these reached the threshold. */
export const upperMean = (logWealths: readonly number[], sums: DifferenceSums, logThreshold: number): number =>
  0 - lowerMean(logWealths, { ...sums, differenceSum: -sums.differenceSum }, logThreshold);

/** A lower bound on log-wealth against `mean` less log-wealth against 0. */
function leastShift(
  lambda: number,
  mean: number,
  { examples, differenceSum, differenceSquareSum, bound }: DifferenceSums,
): number {
  const edge = mean > 0 ? -bound : bound;
  if (1 + lambda * (edge - mean) <= 0) return Number.NEGATIVE_INFINITY;
  const atZero = log1p(-lambda * mean);
  const slope = lambda / (1 - lambda * mean) - lambda;
  const atEdge = log1p(lambda * (edge - mean)) - log1p(lambda * edge);
  const curvature = (atEdge - atZero - slope * edge) / (edge * edge);
  return examples * atZero + slope * differenceSum + curvature * differenceSquareSum;
}
