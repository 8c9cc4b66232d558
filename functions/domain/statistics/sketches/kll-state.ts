/**
 * A KLL sketch as a saved state, and back. What decides the answers is checked on loading: items that do not stand for the count, an
 * unsorted level, or a NaN would give wrong answers without a sign. O(items).
 */
import { randomOf } from '../../state/random-state';
import { arrayOf, expectState, floatsOf, numberOf, type SavedState, StateRefused } from '../../state/saved-state';
import { LEAST_K, MOST_K, MOST_LEVELS, totalCapacity } from './kll-levels';
import type { CoinFlips } from './kll-merge';

export const KLL_KIND = 'kll-sketch';
export const KLL_FORMAT = 1;
/** A name of its own, as each look-up of a global one costs where globals are not the engine's own. */
const LOWEST = -Infinity;

export type KllType = 'float32' | 'float64';

export interface KllParts {
  readonly k: number;
  readonly type: KllType;
  readonly flips: CoinFlips;
  /** From the lowest up. */
  readonly levels: readonly Float64Array[];
  readonly count: number;
  /** Infinity without data, as `max` is -Infinity. */
  readonly min: number;
  readonly max: number;
}

export function saveKll({ k, type, flips, levels, count, min, max }: KllParts): SavedState {
  const lengths = Uint32Array.from(levels, ({ length }) => length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const items = type === 'float32' ? new Float32Array(total) : new Float64Array(total);
  let at = 0;
  for (const level of levels) {
    items.set(level, at);
    at += level.length;
  }
  return {
    kind: KLL_KIND,
    format: KLL_FORMAT,
    scalars: { k, count },
    arrays: { lengths, items, extremes: Float64Array.of(min, max), random: flips.save() },
  };
}

/** @throws StateRefused */
export function loadKll(state: SavedState): KllParts {
  expectState(state, KLL_KIND, KLL_FORMAT);
  const k = numberOf(state, 'k');
  const count = numberOf(state, 'count');
  const lengths = arrayOf(state, 'lengths', Uint32Array);
  const type = state.arrays.items instanceof Float32Array ? 'float32' : 'float64';
  const items =
    type === 'float32' ? Float64Array.from(arrayOf(state, 'items', Float32Array)) : floatsOf(state, 'items');
  const [min, max] = floatsOf(state, 'extremes', 2);
  if (!(Number.isInteger(k) && k >= LEAST_K && k <= MOST_K)) throw new StateRefused(`a KLL sketch has no k of ${k}`);
  if (lengths.length < 1 || lengths.length > MOST_LEVELS || items.length > totalCapacity(k, lengths.length)) {
    throw new StateRefused(`a KLL sketch with k = ${k} has no ${lengths.length} levels of ${items.length} items`);
  }
  if (lengths.reduce((sum, length) => sum + length, 0) !== items.length) {
    throw new StateRefused(`the levels of the KLL sketch have not ${items.length} items together`);
  }
  const levels = levelsOf(items, lengths);
  const found = levels.reduce((sum, { length }, level) => sum + length * 2 ** level, 0);
  if (found !== count) {
    throw new StateRefused(`the items of the KLL sketch stand for ${found} values and it counts ${count}`);
  }
  if (levels.some((level, at) => !isOrdered(level, at > 0))) {
    throw new StateRefused('a level of the KLL sketch is not sorted, or holds a NaN');
  }
  return { k, type, flips: randomOf(state), levels, count, min: min!, max: max! };
}

function levelsOf(items: Float64Array, lengths: Uint32Array): readonly Float64Array[] {
  let at = 0;
  return Array.from(lengths, (length) => {
    at += length;
    return items.subarray(at - length, at);
  });
}

function isOrdered(items: Float64Array, sorted: boolean): boolean {
  let bound = LOWEST;
  for (let at = 0; at < items.length; at++) {
    // Nor is it so of a NaN.
    if (!(items[at]! >= bound)) return false;
    if (sorted) bound = items[at]!;
  }
  return true;
}
