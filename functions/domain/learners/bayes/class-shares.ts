/**
 * How probable is each class, by votes that are logarithms? Divided by the largest before they are raised, so that nothing underflows
 * together. A vote of -Infinity is a class that cannot be; where none can be, all are as probable. O(classes).
 */

/** Writes the probability of class 1 (`outputs` 1), or that of each class, from `out[at]` on. */
export function writeShares(votes: Float64Array, outputs: number, out: Float64Array, at: number): void {
  const classes = votes.length;
  let most = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < classes; c++) if (votes[c]! > most) most = votes[c]!;
  const none = most === Number.NEGATIVE_INFINITY;
  if (outputs === 1) {
    out[at] = none ? 0.5 : 1 / (1 + Math.exp(votes[0]! - votes[1]!));
    return;
  }
  let sum = 0;
  for (let c = 0; c < classes; c++) {
    const share = none ? 1 : Math.exp(votes[c]! - most);
    out[at + c] = share;
    sum += share;
  }
  for (let c = 0; c < classes; c++) out[at + c] = out[at + c]! / sum;
}
