/**
 * Has what is served drifted from what the champion knows as normal? For each feature, for the predictions, and over all, under
 * the thresholds that the model declares. With too few values on either side the answer is that there is not enough data,
 * which is neither stable nor drifted.
 */
import type { DriftDeclaration } from '../../contracts/declaration';
import { jensenShannon, stabilityIndex } from './distances';
import { pairBins } from './paired-bins';
import { type Sketch, sampleOf } from './sketch';
import { kolmogorovSmirnov } from './two-sample/kolmogorov-smirnov';
import { sampleOfBins } from './two-sample/sorted-sample';
import { standardisedWasserstein } from './two-sample/wasserstein';

export type Verdict = 'not-enough-data' | 'stable' | 'drifted';

export interface Drift {
  readonly verdict: Verdict;
  /** Values compared, missing ones included. */
  readonly baseline: number;
  readonly window: number;
  /** null while there is not enough data. */
  readonly psi: number | null;
  /** For a reader; no verdict follows from it. */
  readonly jensenShannon: number | null;
  /**
   * Of numbers, where each side has the minimum sample of them: the largest difference of the shares up to a value, and how far values
   * moved on average, in standard deviations; the index does not see how far. For a reader too.
   */
  readonly kolmogorovSmirnov: number | null;
  readonly wasserstein: number | null;
  /** The share of values whose category the champion has never seen, beyond what was to be expected; null for numbers too. */
  readonly newCategories: number | null;
  /** By how much the share of missing values has changed, up or down. */
  readonly missing: number | null;
}

/** What a comparison needs of a model's declaration. */
export type DriftRule = Pick<DriftDeclaration, 'minimumSample' | 'psi' | 'newCategories' | 'missing'>;

export function driftOf(rule: DriftRule, baseline: Sketch, window: Sketch): Drift {
  const [n, m] = [sampleOf(baseline), sampleOf(window)];
  if (n < rule.minimumSample || m < rule.minimumSample) {
    const nothing = { psi: null, jensenShannon: null, newCategories: null, missing: null };
    return { verdict: 'not-enough-data', baseline: n, window: m, ...nothing, ...NOT_MOVED };
  }
  const bins = pairBins(baseline, window);
  const { newCategories } = bins;
  const psi = stabilityIndex(bins.baseline, bins.window);
  const missing = Math.abs(window.missing / m - baseline.missing / n);
  const hasDrifted = psi >= rule.psi || (newCategories ?? 0) >= rule.newCategories || missing >= rule.missing;
  return {
    verdict: hasDrifted ? 'drifted' : 'stable',
    baseline: n,
    window: m,
    psi,
    jensenShannon: jensenShannon(bins.baseline, bins.window),
    newCategories,
    missing,
    ...(baseline.kind === 'numeric' ? movedBy(rule, baseline, window) : NOT_MOVED),
  };
}

type Movement = Pick<Drift, 'kolmogorovSmirnov' | 'wasserstein'>;

const NOT_MOVED: Movement = { kolmogorovSmirnov: null, wasserstein: null };

function movedBy({ minimumSample }: DriftRule, baseline: Sketch, window: Sketch): Movement {
  const [a, b] = [sampleOfBins(baseline.bins), sampleOfBins(window.bins)];
  if (Math.min(a.total, b.total) < minimumSample) return NOT_MOVED;
  return { kolmogorovSmirnov: kolmogorovSmirnov(a, b), wasserstein: standardisedWasserstein(a, b) };
}

/** One that has drifted is enough; without any that could be compared nothing is known. */
export function overall(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('drifted')) return 'drifted';
  return verdicts.includes('stable') ? 'stable' : 'not-enough-data';
}
