/** Whether the accounts add up: accepted = learned + pending + late + rejected. */
import type { Counts } from '../state';
import { isFigure } from './format';

/** Everything that is accepted is in exactly one of these. */
export const PLACES = ['learned', 'pending', 'late', 'rejected'] as const;

/** What is accepted and in none of the places; null when a count is not a number. */
export function unaccounted(counts: Counts): number | null {
  const sum = PLACES.reduce((total, place) => total + counts[place], 0);
  return isFigure(counts.accepted - sum) ? counts.accepted - sum : null;
}
