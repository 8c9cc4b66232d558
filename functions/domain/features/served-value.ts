/**
 * What a served value is to a categorical and to a numeric feature. Events are checked against the declaration when they
 * arrive; only an event that waited through a change of the declaration can still hold a value of the other kind. Then a
 * number is a category by its decimal text, and a text is no number: missing.
 */
export type ServedFeatures = Readonly<Record<string, string | number | null>>;

/** The category; null when missing. */
export function categoryOf(value: string | number | null | undefined): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && !Number.isNaN(value) ? String(value) : null;
}

/** The number; NaN when missing. */
export const numberOf = (value: string | number | null | undefined): number =>
  typeof value === 'number' ? value : Number.NaN;
