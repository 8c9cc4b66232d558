/**
 * How often did each key occur? Keys and their counts side by side, by ascending key; a value that is never changed. Counts are
 * whole numbers, so adding is exact, and neither order nor grouping of the parts matters. Nothing counted: two empty arrays.
 */

// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a comparison.
const { min } = Math;

/** Keys have 32 bits. */
const ABOVE_ALL = 2 ** 32;
export interface Counts {
  /** Ascending, each once. */
  readonly keys: Uint32Array;
  /** Above 0. */
  readonly counts: Float64Array;
}

export const NO_COUNTS: Counts = { keys: new Uint32Array(0), counts: new Float64Array(0) };

/** Of this list of keys, which is sorted in place. O(n log n). */
export function countKeys(keys: Uint32Array): Counts {
  keys.sort();
  return groupKeys(keys, new Float64Array(keys.length).fill(1));
}

/** Of ascending keys, some of them several times, each with a count; a count of 0 is no occurrence. O(n). */
export function groupKeys(keys: Uint32Array, counts: Float64Array): Counts {
  const distinct = new Uint32Array(keys.length);
  const sums = new Float64Array(keys.length);
  let length = 0;
  for (let i = 0; i < keys.length; i++) {
    if (counts[i] === 0) continue;
    const key = keys[i]!;
    if (length === 0 || distinct[length - 1] !== key) distinct[length++] = key;
    sums[length - 1]! += counts[i]!;
  }
  return { keys: distinct.slice(0, length), counts: sums.slice(0, length) };
}

/** O(keys of both). Where `b` brings no new key, the keys are those of `a`, shared. */
export function addCounts(a: Counts, b: Counts): Counts {
  if (b.keys.length === 0) return a;
  if (a.keys.length === 0) return b;
  const counts = a.counts.slice();
  let at = 0;
  for (let i = 0; i < b.keys.length; i++) {
    const key = b.keys[i]!;
    while (at < a.keys.length && a.keys[at]! < key) at += 1;
    if (a.keys[at] !== key) return addNewKeys(a, b);
    counts[at]! += b.counts[i]!;
  }
  return { keys: a.keys, counts };
}

function addNewKeys(a: Counts, b: Counts): Counts {
  const keys = new Uint32Array(a.keys.length + b.keys.length);
  const counts = new Float64Array(keys.length);
  let length = 0;
  for (let i = 0, j = 0; i < a.keys.length || j < b.keys.length; length++) {
    const ofA = a.keys[i] ?? ABOVE_ALL;
    const ofB = b.keys[j] ?? ABOVE_ALL;
    keys[length] = min(ofA, ofB);
    if (ofA <= ofB) counts[length]! += a.counts[i++]!;
    if (ofB <= ofA) counts[length]! += b.counts[j++]!;
  }
  return { keys: keys.slice(0, length), counts: counts.slice(0, length) };
}

export const totalOf = (counts: Float64Array): number => {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  return total;
};
