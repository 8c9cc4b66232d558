/** The steps of a compaction, in place: keep every other item of a sorted range, merge two sorted ranges. Linear; no allocation. */

/** Keeps the items at even distances from `from` (offset 0) or at odd ones (offset 1), at the front of the range. */
export function halveToFront(items: Float64Array, from: number, length: number, offset: number): void {
  const half = length >> 1;
  for (let at = 0; at < half; at++) items[from + at] = items[from + offset + 2 * at]!;
}

/** Keeps the items at even distances from the last (offset 0) or at odd ones (offset 1), at the end of the range. */
export function halveToEnd(items: Float64Array, from: number, length: number, offset: number): void {
  const last = from + length - 1;
  const half = length >> 1;
  for (let at = 0; at < half; at++) items[last - at] = items[last - offset - 2 * at]!;
}

/**
 * Merges the sorted ranges of `first` and `second` to `out[outFrom]` on. `out` may be the array of both where the second range ends
 * where the output does: what is written has been read by then, and the rest of the second range is where it belongs.
 */
export function mergeSorted(
  first: Float64Array,
  firstFrom: number,
  firstTo: number,
  second: Float64Array,
  secondFrom: number,
  secondTo: number,
  out: Float64Array,
  outFrom: number,
): void {
  let b = secondFrom;
  let at = outFrom;
  for (let a = firstFrom; a < firstTo; a++) {
    const item = first[a]!;
    while (b < secondTo && second[b]! <= item) out[at++] = second[b++]!;
    out[at++] = item;
  }
  if (out === second && at === b) return;
  while (b < secondTo) out[at++] = second[b++]!;
}
