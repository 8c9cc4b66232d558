/**
 * What would repeating the last label have scored, over labels in the order in which they were scored?
 *
 * Five cells at the front of every classifier's scores: what two neighbouring parts of a stream must know of each other for their
 * merge to be exact. The first label has nothing before it and is left out; a label of weight 0 counts for nothing itself, yet
 * is what the next one is compared with. No second label, or no weight after the first: null. O(1).
 *
 * Changes are counted rather than repetitions, so that a stream of one label scores exactly 1, whatever its weights.
 */
export const EXAMPLES = 0;
const FIRST_LABEL = 1;
const FIRST_WEIGHT = 2;
export const LAST_LABEL = 3;
/** Weight of the labels that differ from the one before them. */
export const CHANGED = 4;
export const NO_CHANGE_CELLS = 5;

/** The label that `label`, the next one, is to be compared with; itself when it is the first, which is noted. */
export function labelBefore(cells: Float64Array, label: number, weight: number): number {
  if (cells[EXAMPLES] !== 0) return cells[LAST_LABEL]!;
  cells[FIRST_LABEL] = label;
  cells[FIRST_WEIGHT] = weight;
  return label;
}

/** Both sides must hold examples. */
export function followWith(cells: Float64Array, later: Float64Array): void {
  if (cells[LAST_LABEL] !== later[FIRST_LABEL]) cells[CHANGED]! += later[FIRST_WEIGHT]!;
  cells[CHANGED]! += later[CHANGED]!;
  cells[LAST_LABEL] = later[LAST_LABEL]!;
  cells[EXAMPLES]! += later[EXAMPLES]!;
}

export function noChangeAccuracy(cells: Float64Array, totalWeight: number): number | null {
  const compared = totalWeight - cells[FIRST_WEIGHT]!;
  return cells[EXAMPLES]! > 1 && compared > 0 ? 1 - cells[CHANGED]! / compared : null;
}
