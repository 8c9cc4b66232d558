/**
 * Does the window come from another distribution than the baseline, and by how much? Distances that do not grow with the traffic, beside
 * those that chance alone would bring about, so that neither a large sample makes a trifle an alarm nor a small one an accident: a shift
 * is what is both large and beyond chance. Too few values are an answer of their own, and never "the same".
 *
 * Missing values are compared as a share of all. O(distinct values).
 */
import type { Verdict } from '../drift';
import { chanceOfKolmogorovSmirnov, kolmogorovSmirnov } from './kolmogorov-smirnov';
import type { SortedSample } from './sorted-sample';
import { standardisedWasserstein } from './wasserstein';

export interface ComparisonOptions {
  /** Values that each side must have, missing ones counted (effective size). @default 100 */
  readonly minimumSample?: number;
  /** A Kolmogorov-Smirnov distance from here on is large. @default 0.1 */
  readonly largeKolmogorovSmirnov?: number;
  /** A Wasserstein distance from here on is large, in standard deviations. @default 0.2, small by Cohen's reading */
  readonly largeWasserstein?: number;
  /** A difference of the shares of missing values from here on is large. @default 0.05 */
  readonly largeMissing?: number;
  /** The chance of a false alarm, of each of the three. @default 0.0001 */
  readonly alpha?: number;
}

export interface Shift {
  readonly distance: number;
  /** What chance alone would exceed with probability alpha. */
  readonly chance: number;
  readonly isShift: boolean;
}

export interface SampleComparison {
  readonly verdict: Verdict;
  /** Values on each side, missing ones counted. */
  readonly baseline: number;
  readonly window: number;
  /** Of the values that are there. null: one side has fewer than `minimumSample` of them. */
  readonly kolmogorovSmirnov: Shift | null;
  readonly wasserstein: Shift | null;
  /** null: not enough data. */
  readonly missing: Shift | null;
}

export function compareSamples(
  baseline: SortedSample,
  window: SortedSample,
  options: ComparisonOptions = {},
): SampleComparison {
  const { minimumSample = 100, largeKolmogorovSmirnov = 0.1, largeWasserstein = 0.2 } = options;
  const { largeMissing = 0.05, alpha = 1e-4 } = options;
  const [n, m] = [sizeWithMissing(baseline), sizeWithMissing(window)];
  const sizes = { baseline: n, window: m };
  const nothing = { kolmogorovSmirnov: null, wasserstein: null };
  if (Math.min(n, m) < minimumSample) return { verdict: 'not-enough-data', ...sizes, ...nothing, missing: null };
  const [a, b] = [missingShare(baseline), missingShare(window)];
  const share = (a + b) / 2;
  const bound = Math.sqrt(2 * Math.log(2 / alpha));
  const ofShares = bound * Math.sqrt(share * (1 - share) * (1 / n + 1 / m));
  const missing = shiftOf(Math.abs(a - b), ofShares, largeMissing);
  const [present, other] = [baseline.effectiveSize, window.effectiveSize];
  if (Math.min(present, other) < minimumSample) return { verdict: verdictOf([missing]), ...sizes, ...nothing, missing };
  const byRank = shiftOf(
    kolmogorovSmirnov(baseline, window),
    chanceOfKolmogorovSmirnov(present, other, alpha),
    largeKolmogorovSmirnov,
  );
  // The bound of a difference of two normal means in standard deviations, which this distance is at least.
  const ofMeans = bound * Math.sqrt(1 / present + 1 / other);
  const byValue = shiftOf(standardisedWasserstein(baseline, window), ofMeans, largeWasserstein);
  const verdict = verdictOf([byRank, byValue, missing]);
  return { verdict, ...sizes, kolmogorovSmirnov: byRank, wasserstein: byValue, missing };
}

const verdictOf = (shifts: readonly Shift[]): Verdict => (shifts.some(({ isShift }) => isShift) ? 'drifted' : 'stable');

const shiftOf = (distance: number, chance: number, large: number): Shift => ({
  distance,
  chance,
  isShift: distance >= large && distance > chance,
});

const missingShare = ({ total, missing }: SortedSample): number => missing / (total + missing);

/** Missing values weigh as much as those that are there. */
const sizeWithMissing = ({ total, missing, effectiveSize }: SortedSample): number =>
  total > 0 ? (effectiveSize * (total + missing)) / total : missing;
