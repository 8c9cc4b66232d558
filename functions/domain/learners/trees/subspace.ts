/** Which features does a leaf observe? So many of all, drawn without replacement by Fisher and Yates's shuffle; ascending. O(features). */
import type { Random } from '../../numeric/random';

/** @param size null: all */
export function drawSubspace(all: Int32Array, size: number | null, random: Random): Int32Array {
  if (size === null || size >= all.length) return all;
  const drawn = all.slice();
  for (let at = 0; at < size; at++) {
    const other = at + random.below(all.length - at);
    [drawn[at], drawn[other]] = [drawn[other]!, drawn[at]!];
  }
  return drawn.slice(0, size).sort();
}
