/**
 * `count` different whole numbers from 0 to below - 1, each such set as likely as any other: Floyd's algorithm (Bentley and Floyd 1987,
 * "A sample of brilliance"). One random number each, O(count) however large `below` is. All of them, in order and without drawing,
 * when there are no more than `count`.
 */
import type { Random } from '../numeric/random';

export function distinctIndices(random: Random, count: number, below: number): Int32Array {
  if (count >= below) return Int32Array.from({ length: below }, (_, at) => at);
  const indices = new Int32Array(count);
  const taken = new Set<number>();
  for (let at = 0; at < count; at++) {
    const last = below - count + at;
    const drawn = random.below(last + 1);
    const index = taken.has(drawn) ? last : drawn;
    taken.add(index);
    indices[at] = index;
  }
  return indices;
}
