/**
 * One side of a comparison of two samples: its distinct values in ascending order, each with its weight, and the weight of what was missing.
 * From numbers with or without weights, or from a histogram over the bins of number-bins.ts, whose values stand at the middle of their
 * bin, at most 1/32 off.
 *
 * O(n log n) from numbers, O(bins) from a histogram. NaN is missing; infinities and what is beyond stand at ±1e100, so that squares stay finite;
 * weights must be finite and not negative, and a weight of 0 is no occurrence.
 */
import type { Counts } from '../counts';

export interface SortedSample {
  /** Ascending, each once. */
  readonly values: Float64Array;
  /** Above 0. */
  readonly weights: Float64Array;
  readonly total: number;
  readonly missing: number;
  /** Of how many equal weights a mean would be as sure: (sum w)² / sum w² (Kish, "Survey Sampling", 1965); of counts, their number. */
  readonly effectiveSize: number;
}

const LARGEST = 1e100;
const clamp = (value: number): number => Math.max(-LARGEST, Math.min(LARGEST, value + 0));

/** @throws RangeError for a weight that is none, or for another number of weights than of values */
export function sampleOf(values: ArrayLike<number>, weights?: ArrayLike<number>): SortedSample {
  if (weights !== undefined && weights.length !== values.length) {
    throw new RangeError(`there are ${values.length} values and ${weights.length} weights; give one for each`);
  }
  const order: number[] = [];
  let missing = 0;
  let squares = 0;
  for (let at = 0; at < values.length; at++) {
    const weight = weights === undefined ? 1 : weights[at]!;
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`a weight should be finite and at least 0, not ${weight}`);
    if (Number.isNaN(values[at]!)) missing += weight;
    else if (weight > 0) order.push(at);
    if (!Number.isNaN(values[at]!)) squares += weight * weight;
  }
  const sorted = order.sort((a, b) => values[a]! - values[b]! || a - b);
  const distinct = new Float64Array(sorted.length);
  const sums = new Float64Array(sorted.length);
  let length = 0;
  for (const at of sorted) {
    const value = clamp(values[at]!);
    if (length === 0 || distinct[length - 1] !== value) distinct[length++] = value;
    sums[length - 1]! += weights === undefined ? 1 : weights[at]!;
  }
  const total = sumOf(sums);
  return {
    values: distinct.slice(0, length),
    weights: sums.slice(0, length),
    total,
    missing,
    effectiveSize: total > 0 ? (total * total) / squares : 0,
  };
}

/** @param bins by bin of number-bins.ts; @param missing how many values there were none of */
export function sampleOfBins(bins: Counts, missing = 0): SortedSample {
  const total = sumOf(bins.counts);
  return {
    values: Float64Array.from(bins.keys, (bin) => clamp(middleOfBin(bin))),
    weights: bins.counts.slice(),
    total,
    missing,
    effectiveSize: total,
  };
}

const ZERO_BIN = 0x8000;
const FIRST_INFINITE = 0x7ff0;
const HALF_A_BIN = 0x8000;

/** The inverse of `binOf`: the bins are the top 16 bits of a float64, so the middle has the next bit set. */
export function middleOfBin(bin: number): number {
  const isNegative = bin < ZERO_BIN;
  const top = isNegative ? ZERO_BIN - 1 - bin : bin - ZERO_BIN;
  if (top === 0) return 0;
  if (top >= FIRST_INFINITE) return isNegative ? -Infinity : Infinity;
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, (top << 16) | HALF_A_BIN);
  const middle = view.getFloat64(0);
  return isNegative ? -middle : middle;
}

function sumOf(terms: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < terms.length; at++) sum += terms[at]!;
  return sum;
}
