/**
 * How many items may each level of a KLL sketch hold? k at the top, two thirds of the level above below it, at least 8: level widths of
 * Karnin, Lang and Liberty, "Optimal quantile approximation in streams" (FOCS 2016), rounded as Apache DataSketches does, so that
 * both compact at the same moment. O(1) a level.
 */
export const LEAST_K = 8;
export const MOST_K = 65_535;
/** Items of the lowest level stand for one value, of the highest for 2^60: no stream is longer. */
export const MOST_LEVELS = 61;

const LEAST_WIDTH = 8;
/** Beyond this depth powers of three are no exact doubles; the product is taken in two steps. */
const EXACT_DEPTH = 30;

export function levelCapacity(k: number, levels: number, level: number): number {
  const depth = levels - level - 1;
  if (depth <= EXACT_DEPTH) return Math.max(LEAST_WIDTH, shrunk(k, depth));
  const half = Math.floor(depth / 2);
  return Math.max(LEAST_WIDTH, shrunk(shrunk(k, half), depth - half));
}

export function totalCapacity(k: number, levels: number): number {
  let total = 0;
  for (let level = 0; level < levels; level++) total += levelCapacity(k, levels, level);
  return total;
}

/** k (2/3)^depth, rounded to the nearest whole number. */
const shrunk = (k: number, depth: number): number =>
  Math.floor((Math.floor((2 * k * 2 ** depth) / 3 ** depth) + 1) / 2);
