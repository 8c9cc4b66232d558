/**
 * How sure must the k-th candidate of a reign make us? A reign compares many candidates, and the probability that any of them
 * replaces the champion without being better is to stay below alpha. Candidate k gets a stake c_k and wins at an e-value of
 * 1 / (alpha c_k).
 *
 * The stakes are money. The budget is 1; the k-th share is K / ((k + K - 1)(k + K)), which sums to 1 over all k. A candidate that
 * is given up leaves over its stake times the least e-value that it ever had (1 at its entry), and the next one to enter gets that
 * on top of its share. So candidates that were merely undecided cost next to nothing; one that was found worse has lost its stake,
 * and the shares go on for ever.
 *
 * Why the sum of errors stays below alpha: add up, for the live candidates that are not better, stake x e-value; for the others
 * what they would leave over; and the shares and leftovers not yet handed out. Only the first of these grow by chance, and they are
 * supermartingales (bets.ts); handing on never adds. So the total is a non-negative supermartingale from 1, reaches 1 / alpha
 * with probability at most alpha (Ville), and a candidate that is not better cannot win before it does. Candidates may be entered
 * and given up in any way that looks only at the past.
 */

/** K: about the number of candidates that are to have shares of like size. */
const EVEN_SHARES = 4;

/** The part of the budget set aside for the index-th candidate of a reign, from 1. */
export const shareOf = (index: number): number => EVEN_SHARES / ((index + EVEN_SHARES - 1) * (index + EVEN_SHARES));

/** What a candidate leaves over for the next. */
export const leftOver = (candidate: { readonly stake: number; readonly leastLogEValue: number }): number =>
  candidate.stake * Math.exp(candidate.leastLogEValue);
