/** Parts that are merged must be of the same columns; else values of one would be added to those of another, or lost. O(1). */

/** @throws RangeError */
export function expectSameColumns(own: number, other: number): void {
  if (own === other) return;
  throw new RangeError(`one of ${other} columns does not merge into one of ${own}; merge parts of the same columns`);
}
