/**
 * How well does the score rank positives above negatives, and how far can the binning have moved that number?
 *
 * The Mann-Whitney form: of all pairs of one positive and one negative, the share where the positive has the higher score, ties
 * counting half. From a histogram, pairs that share a bin count half; each of them is truly 0, 1/2 or 1, so the exact area lies
 * within half the share of such pairs: that is the error bound, and it can be attained. O(bins).
 *
 * `cells` holds, from `at`, for each bin in ascending order of score the weight of its negatives, then of its positives.
 * Without positives or without negatives there are no pairs: both are null.
 */
export interface RocAuc {
  readonly area: number | null;
  readonly errorBound: number | null;
}

export function rocAuc(cells: Float64Array, at: number, bins: number): RocAuc {
  let negatives = 0;
  let positives = 0;
  let won = 0;
  let shared = 0;
  for (let bin = 0; bin < bins; bin++) {
    const negative = cells[at + 2 * bin]!;
    const positive = cells[at + 2 * bin + 1]!;
    won += positive * negatives;
    shared += positive * negative;
    negatives += negative;
    positives += positive;
  }
  const pairs = positives * negatives;
  if (!(pairs > 0)) return { area: null, errorBound: null };
  return { area: (won + shared / 2) / pairs, errorBound: shared / 2 / pairs };
}
