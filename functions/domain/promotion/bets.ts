/**
 * What would a gambler own who bet from the first example on that the differences have a mean above 0? A bet is a constant
 * stake lambda: wealth = product of (1 + lambda d). If the candidate is not better (the mean of d, given the past, is at most
 * 0), wealth is a non-negative supermartingale from 1, so the probability that it ever reaches 1/a is at most a (Ville).
 * The best lambda, about mean / variance, is not known beforehand: the capital is spread over a geometric grid of them and
 * left there, and the e-value is what they own together (Cover's universal portfolio; Waudby-Smith & Ramdas, "Estimating means
 * of bounded random variables by betting", JRSS-B 2024). The mirror image bets on -d: evidence that the candidate is worse.
 *
 * The largest lambda is 0.95 / bound: one example can cost at most 95 % of a bet, so no logarithm is infinite. Loss differences
 * of two versions of one model are small beside their bound, so the larger bets get the larger weights, 1/1, 1/2, 1/3, …
 *
 * O(bets) multiplications per example: products are taken for 64 examples and then moved into log-wealth (0.05^64 is far from
 * underflow). No examples: wealth 1. The caller gives no NaN.
 */

/** Taken once: in the sandbox that tests run in, each look-up of the global `Math` costs more than the logarithm. */
const { exp, log, max } = Math;

/** lambda x bound of each bet. */
export const BET_FRACTIONS: readonly number[] = Array.from({ length: 8 }, (_, bet) => 0.95 / 1.8 ** bet);

const total = BET_FRACTIONS.reduce((sum, _, bet) => sum + 1 / (bet + 1), 0);
/** Share of the capital in each bet. */
export const BET_WEIGHTS: readonly number[] = BET_FRACTIONS.map((_, bet) => 1 / ((bet + 1) * total));
const LOG_WEIGHTS: readonly number[] = BET_WEIGHTS.map((weight) => log(weight));

export const BET_COUNT = BET_FRACTIONS.length;

/** Log-wealth of every bet before the first example. */
export const NO_WEALTH_YET: readonly number[] = BET_FRACTIONS.map(() => 0);

const EXAMPLES_PER_PRODUCT = 64;

/** Adds the differences, all within [-bound, bound], to the log-wealths of the bets for and against the candidate. */
export function bet(better: number[], worse: number[], differences: Float64Array, bound: number): void {
  for (let start = 0; start < differences.length; start += EXAMPLES_PER_PRODUCT) {
    const end = Math.min(start + EXAMPLES_PER_PRODUCT, differences.length);
    for (let bet = 0; bet < BET_COUNT; bet++) {
      const lambda = BET_FRACTIONS[bet]! / bound;
      let up = 1;
      let down = 1;
      for (let i = start; i < end; i++) {
        const gain = lambda * differences[i]!;
        up *= 1 + gain;
        down *= 1 - gain;
      }
      better[bet]! += log(up);
      worse[bet]! += log(down);
    }
  }
}

/** Log of the e-value: what all bets own together. -Infinity only where every bet owns nothing. */
export function logEValue(logWealths: readonly number[]): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let bet = 0; bet < BET_COUNT; bet++) largest = max(largest, LOG_WEIGHTS[bet]! + logWealths[bet]!);
  if (largest === Number.NEGATIVE_INFINITY) return largest;
  let sum = 0;
  for (let bet = 0; bet < BET_COUNT; bet++) sum += exp(LOG_WEIGHTS[bet]! + logWealths[bet]! - largest);
  return largest + log(sum);
}
