/** Times on a model's clock, which stands at 0 until the first label is learned. */

/** ISO 8601; null at the beginning, when no time is known. */
export const modelTime = (timeMs: number): string | null => (timeMs === 0 ? null : new Date(timeMs).toISOString());

export const modelTimeText = (timeMs: number): string => modelTime(timeMs) ?? 'the beginning';
