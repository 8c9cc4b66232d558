/**
 * How likely is it that the empirical distributions of two samples of n values each come apart by `steps` / n or more, when both are drawn
 * from one continuous distribution? Exact, by counting lattice paths: 2 (C(2n, n - k) - C(2n, n - 2k) + …) / C(2n, n) for k steps (Gnedenko and
 * Korolyuk, "On the maximum discrepancy between two empirical distributions", 1951). With ties the true chance is smaller.
 *
 * O(n), by ratios of neighbouring binomials, so nothing overflows.
 */
export function equalSizesPValue(n: number, steps: number): number {
  if (steps <= 0) return 1;
  let sum = 0;
  let ratio = 1;
  let reached = 0;
  for (let multiple = 1; multiple * steps <= n; multiple++) {
    // C(2n, n - j - 1) / C(2n, n - j) is (n - j) / (n + j + 1).
    for (; reached < multiple * steps; reached++) ratio *= (n - reached) / (n + reached + 1);
    sum += multiple % 2 === 1 ? ratio : -ratio;
  }
  return Math.min(1, 2 * sum);
}
