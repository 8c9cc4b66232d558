/**
 * The numbers behind a verdict, for the ledger and the page: finite at every look, also before the first example, where the
 * mean is null and the interval is the whole range. Both ends of the interval are dual to the gate: `lower` is at least 0
 * exactly when the e-value has reached its threshold, `upper` at most 0 exactly when the evidence is that the candidate is worse.
 */
import type { PromotionDeclaration } from '../../contracts/declaration';
import { logEValue } from './bets';
import { lowerMean, upperMean } from './confidence';
import type { Candidate } from './contest';
import { logThreshold, WORSE_E_VALUE } from './gate';

export type Evidence = {
  readonly examples: number;
  /** Loss of the champion - loss of the candidate, mean over the examples. */
  readonly meanDifference: number | null;
  readonly logEValue: number;
  readonly logThreshold: number;
  /** Holds at all looks at once with probability 1 - alpha. */
  readonly lower: number;
  /** Holds at all looks at once with probability 1 - 1/20. */
  readonly upper: number;
  /** This candidate's part of the rule's alpha. */
  readonly alpha: number;
  /** Probabilities were clipped to [clip, 1 - clip]; null where the metric has none. */
  readonly clip: number | null;
  /** No difference lies outside [-bound, bound]. */
  readonly bound: number;
};

export function evidenceOf(candidate: Candidate, rule: PromotionDeclaration): Evidence {
  const { examples, differenceSum, differenceSquareSum, measure } = candidate;
  const sums = { examples, differenceSum, differenceSquareSum, bound: measure.bound };
  const threshold = logThreshold(candidate, rule);
  return {
    examples,
    meanDifference: examples > 0 ? differenceSum / examples : null,
    logEValue: logEValue(candidate.better),
    logThreshold: threshold,
    lower: lowerMean(candidate.better, sums, threshold),
    upper: upperMean(candidate.worse, sums, Math.log(WORSE_E_VALUE)),
    alpha: rule.alpha * candidate.stake,
    clip: measure.clip,
    bound: measure.bound,
  };
}
