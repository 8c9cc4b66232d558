/**
 * The levels of two KLL sketches as those of one: merged level by level, then compacted from the lowest up, each level that is too
 * full while the whole is too full. O(items x levels).
 */
import { mergeSorted } from './kll-compaction';
import { levelCapacity, totalCapacity } from './kll-levels';
import { sortRange } from './sort-range';

/** Where compactions get their coin flips from: the uppermost bit of each word. `Random` is one. */
export interface CoinFlips {
  word(): number;
  /** Four words that `Random.load` takes. */
  save(): Uint32Array;
}

export const flip = (flips: CoinFlips): number => flips.word() >>> 31;

/** @param mine @param theirs levels from the lowest up, sorted but for the lowest; neither is changed */
export function mergedLevels(
  k: number,
  mine: readonly Float64Array[],
  theirs: readonly Float64Array[],
  flips: CoinFlips,
): readonly Float64Array[] {
  const none = new Float64Array(0);
  const levels: Float64Array[] = [];
  for (let level = 0; level < Math.max(mine.length, theirs.length); level++) {
    levels.push(joined(mine[level] ?? none, theirs[level] ?? none));
  }
  let retained = levels.reduce((sum, items) => sum + items.length, 0);
  let capacity = totalCapacity(k, levels.length);
  for (let level = 0; level < levels.length; level++) {
    const items = levels[level]!;
    if (retained < capacity || items.length < levelCapacity(k, levels.length, level)) continue;
    if (level === levels.length - 1) {
      levels.push(none);
      capacity += levelCapacity(k, levels.length, 0);
    }
    const odd = items.length % 2;
    if (level === 0) sortRange(items, odd, items.length);
    const raised = everyOther(items, odd + flip(flips));
    levels[level] = items.slice(0, odd);
    levels[level + 1] = joined(raised, levels[level + 1]!);
    retained -= raised.length;
  }
  return levels;
}

function joined(first: Float64Array, second: Float64Array): Float64Array {
  const out = new Float64Array(first.length + second.length);
  mergeSorted(first, 0, first.length, second, 0, second.length, out, 0);
  return out;
}

function everyOther(items: Float64Array, from: number): Float64Array {
  const out = new Float64Array(items.length >> 1);
  for (let at = 0; at < out.length; at++) out[at] = items[from + 2 * at]!;
  return out;
}
