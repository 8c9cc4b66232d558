/** Which UTC day and which UTC month does a moment belong to? Each is named by its first millisecond. NaN gives NaN. O(1). */
export const DAY_MS = 86_400_000;

export const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS) * DAY_MS;

export function monthOf(timeMs: number): number {
  const date = new Date(timeMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** The first month that begins at or after a moment. */
export function firstMonthFrom(timeMs: number): number {
  const monthMs = monthOf(timeMs);
  if (monthMs === timeMs) return monthMs;
  const date = new Date(monthMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
