/**
 * Order of sequence numbers: decimal strings of any length (Kinesis gives 56 digits, more than 128 bits hold), so neither
 * Number nor a fixed-width integer can carry them. Leading zeros do not occur.
 */
import type { Sequence } from './head';

export type { Sequence } from './head';

/** Negative, zero or positive, as `a` is before, equal to or after `b`. */
export function compareSequences(a: Sequence, b: Sequence): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** True when `sequence` was taken already by an origin that stands at `position` (undefined: nothing taken). */
export const isTaken = (sequence: Sequence, position: Sequence | undefined): boolean =>
  position !== undefined && compareSequences(sequence, position) <= 0;
