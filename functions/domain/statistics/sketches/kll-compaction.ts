/**
 * The steps of a compaction, in place: sort a range, keep every other item of a sorted one, merge two sorted ranges.
 * Linear, sorting n log n; no allocation for ranges of up to 32 items, which is what a long stream compacts.
 */
export type KllItems = Float32Array | Float64Array;

const SHORT = 32;

export function sortRange(items: KllItems, from: number, to: number): void {
  if (to - from > SHORT) {
    items.subarray(from, to).sort();
    return;
  }
  for (let next = from + 1; next < to; next++) {
    const item = items[next]!;
    let at = next;
    while (at > from && items[at - 1]! > item) {
      items[at] = items[at - 1]!;
      at -= 1;
    }
    items[at] = item;
  }
}

/** Keeps the items at even distances from `from` (offset 0) or at odd ones (offset 1), at the front of the range. */
export function halveToFront(items: KllItems, from: number, length: number, offset: number): void {
  const half = length >> 1;
  for (let at = 0; at < half; at++) items[from + at] = items[from + offset + 2 * at]!;
}

/** Keeps the items at even distances from the last (offset 0) or at odd ones (offset 1), at the end of the range. */
export function halveToEnd(items: KllItems, from: number, length: number, offset: number): void {
  const last = from + length - 1;
  const half = length >> 1;
  for (let at = 0; at < half; at++) items[last - at] = items[last - offset - 2 * at]!;
}

/**
 * Merges the sorted ranges of `first` and `second` to `out[outFrom]` on. `out` may be the array of both where the second range ends
 * where the output does: what is written has been read by then.
 */
export function mergeSorted(
  first: KllItems,
  firstFrom: number,
  firstTo: number,
  second: KllItems,
  secondFrom: number,
  secondTo: number,
  out: KllItems,
  outFrom: number,
): void {
  let a = firstFrom;
  let b = secondFrom;
  let at = outFrom;
  while (a < firstTo && b < secondTo) {
    if (first[a]! < second[b]!) out[at++] = first[a++]!;
    else out[at++] = second[b++]!;
  }
  while (a < firstTo) out[at++] = first[a++]!;
  while (b < secondTo) out[at++] = second[b++]!;
}
