/**
 * Positions for the labels at the right ends of lines: as near to their values as they can be, and at least `gap` apart.
 * Pushes from the bottom up, then back from the top down; O(n log n). In the unit of the values.
 */
export function spreadLabels(values: readonly number[], gap: number, [low, high]: readonly [number, number]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const placed = values.map((value) => Math.min(high, Math.max(low, value)));
  let floor = low;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, floor);
    floor = (placed[index] ?? 0) + gap;
  }
  let ceiling = high;
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling);
    ceiling = (placed[index] ?? 0) - gap;
  }
  return placed;
}
