/**
 * By how much do the shares of values up to x differ, at the x where they differ most? The two-sample statistic of Kolmogorov and
 * Smirnov, 0 when alike and 1 when no value of one lies among those of the other: an effect size, blind to the scale of the values.
 *
 * O(distinct values). Of histograms it is a lower bound: what happens within a bin is not seen. An empty side: 0, since nothing differs;
 * whoever asks must have asked for a sample first.
 */
import type { SortedSample } from './sorted-sample';

export function kolmogorovSmirnov(a: SortedSample, b: SortedSample): number {
  if (a.total === 0 || b.total === 0) return 0;
  let [i, j] = [0, 0];
  let [upToA, upToB] = [0, 0];
  let farthest = 0;
  while (i < a.values.length && j < b.values.length) {
    const next = Math.min(a.values[i]!, b.values[j]!);
    if (a.values[i] === next) upToA += a.weights[i++]!;
    if (b.values[j] === next) upToB += b.weights[j++]!;
    farthest = Math.max(farthest, Math.abs(upToA / a.total - upToB / b.total));
  }
  return Math.min(1, farthest);
}

/**
 * The distance that samples of one distribution exceed with a chance of at most `alpha`, asymptotically (Smirnov, Annals of
 * Mathematical Statistics 19, 1948): sqrt(ln(2 / alpha) / 2 (1 / n + 1 / m)). Ties make it rarer.
 */
export const chanceOfKolmogorovSmirnov = (n: number, m: number, alpha: number): number =>
  Math.sqrt((Math.log(2 / alpha) / 2) * (1 / n + 1 / m));
