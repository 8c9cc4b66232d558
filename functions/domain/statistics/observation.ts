/**
 * Does this observation count? A value that is NaN or infinite is missing and a weight of 0 is none at all: neither changes a
 * statistic. A weight that is negative, NaN or infinite is a mistake of whoever weighs. O(1).
 *
 * @throws RangeError for such a weight
 */
export function counts(value: number, weight: number): boolean {
  // The difference is NaN for NaN and for both infinities.
  if (value - value !== 0 || weight === 0) return false;
  if (weight > 0 && weight - weight === 0) return true;
  throw new RangeError(`a weight is a finite number from 0 on, not ${weight}`);
}
