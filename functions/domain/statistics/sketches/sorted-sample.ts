/**
 * Which value has a given rank, which rank a given value? Answers for many questions over a weighted sample that is sorted once:
 * O(log items) each. The rank of a value is the share of all values up to and including it; the quantile of a rank is the least
 * item whose rank reaches it, 0 gives the minimum and 1 the maximum.
 *
 * Of an empty sample every answer is null. A NaN has no rank: null.
 */
export class SortedSample {
  /** @param upTo cumulative weights @param least @param most of all values that the sample stands for */
  constructor(
    private readonly items: Float64Array,
    private readonly upTo: Float64Array,
    private readonly least: number,
    private readonly most: number,
  ) {}

  /** @throws RangeError for a rank outside 0 to 1 */
  quantile(rank: number): number | null {
    if (!(rank >= 0 && rank <= 1)) throw new RangeError(`a rank is a number from 0 to 1, not ${rank}`);
    const { items, upTo } = this;
    if (items.length === 0) return null;
    if (rank === 0) return this.least;
    if (rank === 1) return this.most;
    // The product is rounded: 0.07 of 100 values is 7.000000000000001 of them.
    const wanted = rank * upTo[upTo.length - 1]! * (1 - 2 ** -50);
    return items[firstAtLeast(upTo, wanted)]!;
  }

  rank(value: number): number | null {
    const { items, upTo } = this;
    if (items.length === 0 || Number.isNaN(value)) return null;
    const below = firstAbove(items, value);
    return below === 0 ? 0 : upTo[below - 1]! / upTo[upTo.length - 1]!;
  }
}

/**
 * Levels of which an item of level i stands for 2^i values, the lowest unsorted, as one sample. Merged from the lowest up, so that
 * an item is moved once for each level above its own.
 */
export function sortedLevels(levels: readonly Float64Array[], least: number, most: number): SortedSample {
  let items = new Float64Array(0);
  let weights = new Float64Array(0);
  for (let level = 0; level < levels.length; level++) {
    const own = level === 0 ? levels[0]!.slice().sort() : levels[level]!;
    const size = items.length + own.length;
    const [mergedItems, mergedWeights] = [new Float64Array(size), new Float64Array(size)];
    let a = 0;
    let b = 0;
    for (let at = 0; at < size; at++) {
      const takesOwn = a === items.length || (b < own.length && own[b]! < items[a]!);
      mergedItems[at] = takesOwn ? own[b]! : items[a]!;
      mergedWeights[at] = takesOwn ? 2 ** level : weights[a]!;
      if (takesOwn) b += 1;
      else a += 1;
    }
    items = mergedItems;
    weights = mergedWeights;
  }
  for (let at = 1; at < weights.length; at++) weights[at]! += weights[at - 1]!;
  return new SortedSample(items, weights, least, most);
}

function firstAtLeast(ascending: Float64Array, bound: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstAbove(ascending: Float64Array, bound: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
