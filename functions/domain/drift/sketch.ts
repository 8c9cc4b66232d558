/**
 * What values did one feature have, and how often? A summary of bounded size that depends on nothing but how often each value
 * occurred: merging two gives to the bit what having seen both would have given, in any order.
 *
 * Numeric: counts by bin (number-bins.ts). Categorical: counts by a 32-bit hash of the text, so that nothing a customer sent is
 * kept. Of more than `CATEGORIES` categories those with the smallest hashes are kept, which is a sample of the categories
 * that everybody draws alike (bottom-k sketch: Cohen and Kaplan, "Summarizing data using bottom-k sketches", PODC 2007): each kept
 * one with its exact count, since it was among the smallest from its first occurrence on. All others are counted together.
 *
 * Memory: 12 bytes a bin or category, at most 12 kB for a categorical feature. Nothing seen: `emptySketch`.
 */
import type { FeatureDeclaration } from '../../contracts/declaration';
import { finish, mixWord } from '../features/murmur3';
import { addCounts, type Counts, groupKeys, NO_COUNTS, totalOf } from './counts';

export const CATEGORIES = 1000;
export const ALL_HASHES = 2 ** 32;

export interface Sketch {
  readonly kind: FeatureDeclaration['kind'];
  readonly missing: number;
  readonly bins: Counts;
  /** Categories whose hash is at or above this are not kept. */
  readonly below: number;
  /** How often those occurred. */
  readonly other: number;
}

export const emptySketch = (kind: Sketch['kind']): Sketch => ({
  kind,
  missing: 0,
  bins: NO_COUNTS,
  below: ALL_HASHES,
  other: 0,
});

/** Of these bins or hashes, and so many missing values. */
export const sketchOf = (kind: Sketch['kind'], bins: Counts, missing: number): Sketch =>
  bounded({ kind, missing, bins, below: ALL_HASHES, other: 0 });

/** Two sketches of one kind as one. O(bins). */
export function addSketches(a: Sketch, b: Sketch): Sketch {
  const below = Math.min(a.below, b.below);
  const [first, second] = [narrowed(a, below), narrowed(b, below)];
  return bounded({
    kind: a.kind,
    missing: a.missing + b.missing,
    bins: addCounts(first.bins, second.bins),
    below,
    other: first.other + second.other,
  });
}

/** As if only hashes below this could be kept. */
export function narrowed(sketch: Sketch, below: number): Sketch {
  const { keys, counts } = sketch.bins;
  if (below >= sketch.below) return sketch;
  let kept = keys.length;
  while (kept > 0 && keys[kept - 1]! >= below) kept -= 1;
  return {
    ...sketch,
    bins: { keys: keys.slice(0, kept), counts: counts.slice(0, kept) },
    below,
    other: sketch.other + totalOf(counts.subarray(kept)),
  };
}

const bounded = (sketch: Sketch): Sketch =>
  sketch.kind === 'categorical' && sketch.bins.keys.length > CATEGORIES
    ? narrowed(sketch, sketch.bins.keys[CATEGORIES]!)
    : sketch;

/** Values seen, missing ones included. */
export const sampleOf = ({ missing, bins, other }: Sketch): number => missing + other + totalOf(bins.counts);

/**
 * Every count halved. What is left over of an odd one stays or goes by a hash of its key and `turn`, half of them each: rounding
 * always up would make of everything rare something seen once, and always down would forget it.
 */
export function halvedSketch(sketch: Sketch, turn: number): Sketch {
  const { keys, counts } = sketch.bins;
  const halved = counts.map((count, at) => Math.floor(count / 2) + (count % 2) * coin(keys[at]!, turn));
  return {
    ...sketch,
    missing: Math.ceil(sketch.missing / 2),
    bins: groupKeys(keys, halved),
    other: Math.ceil(sketch.other / 2),
  };
}

const coin = (key: number, turn: number): number => finish(mixWord(turn, key), 4) & 1;
