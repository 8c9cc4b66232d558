/**
 * What do a micro-batch's examples add to the evidence about a candidate? Only `rows` count: those predicted after its seal.
 * O(bets) per example. No rows: the same candidate. Called once per micro-batch of the model, so the sums, and their rounding, do
 * not depend on how the stream was delivered.
 */
import { bet, logEValue } from './bets';
import type { Candidate } from './contest';
import { differencesInto, type PairedPredictions } from './differences';

export function compare(candidate: Candidate, paired: PairedPredictions): Candidate {
  const { rowCount } = paired;
  if (rowCount === 0) return candidate;
  const differences = new Float64Array(rowCount);
  differencesInto(differences, candidate.measure, paired);
  return withDifferences(candidate, differences);
}

/** The candidate after these differences, each within its measure's bound. */
export function withDifferences(candidate: Candidate, differences: Float64Array): Candidate {
  let sum = 0;
  let squareSum = 0;
  for (let i = 0; i < differences.length; i++) {
    const difference = differences[i]!;
    sum += difference;
    squareSum += difference * difference;
  }
  const better = candidate.better.slice();
  const worse = candidate.worse.slice();
  bet(better, worse, differences, candidate.measure.bound);
  return {
    ...candidate,
    examples: candidate.examples + differences.length,
    differenceSum: candidate.differenceSum + sum,
    differenceSquareSum: candidate.differenceSquareSum + squareSum,
    better,
    worse,
    leastLogEValue: Math.min(candidate.leastLogEValue, logEValue(better)),
  };
}
