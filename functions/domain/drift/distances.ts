/**
 * How far apart are two histograms over the same bins? Effect sizes: unlike a test's p-value they do not grow with the traffic.
 *
 * Population stability index: sum of (a - b) ln(a / b), a and b the shares of a bin; by the usual reading 0.1 is a minor and 0.25 a
 * major shift (Siddiqi, "Credit Risk Scorecards", 2006). Half an observation is added to every bin (Jeffreys' prior), so that
 * an empty one costs much and not infinitely much. Two samples of one distribution have an index of (bins - 1)(1/n + 1/m) on
 * average (Yurdakul and Naranjo, "Statistical properties of the population stability index", Journal of Risk Model Validation 14,
 * 2020): that much is taken off, and never more than there is.
 *
 * Jensen-Shannon divergence (Lin, IEEE Transactions on Information Theory 37, 1991) of the plain shares, in bits: 0 when alike, 1 when
 * they have no bin in common.
 *
 * O(bins). Fewer than two bins, or an empty side: 0, since nothing differs; whoever asks must have asked for a sample first. Sides of other
 * bins are refused.
 */
export function stabilityIndex(baseline: readonly number[], window: readonly number[]): number {
  expectSameBins(baseline, window);
  const [n, m] = [total(baseline), total(window)];
  if (n === 0 || m === 0 || baseline.length < 2) return 0;
  const bins = baseline.length;
  let index = 0;
  for (let bin = 0; bin < bins; bin++) {
    const a = (baseline[bin]! + 0.5) / (n + bins / 2);
    const b = (window[bin]! + 0.5) / (m + bins / 2);
    index += (a - b) * Math.log(a / b);
  }
  return Math.max(0, index - (bins - 1) * (1 / n + 1 / m));
}

export function jensenShannon(baseline: readonly number[], window: readonly number[]): number {
  expectSameBins(baseline, window);
  const [n, m] = [total(baseline), total(window)];
  if (n === 0 || m === 0) return 0;
  let divergence = 0;
  for (let bin = 0; bin < baseline.length; bin++) {
    const [a, b] = [baseline[bin]! / n, window[bin]! / m];
    const middle = (a + b) / 2;
    if (a > 0) divergence += (a * Math.log2(a / middle)) / 2;
    if (b > 0) divergence += (b * Math.log2(b / middle)) / 2;
  }
  return divergence;
}

function expectSameBins(baseline: readonly number[], window: readonly number[]): void {
  if (baseline.length === window.length) return;
  throw new RangeError(
    `${baseline.length} bins and ${window.length} are not the same; count both sides in the same bins`,
  );
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
