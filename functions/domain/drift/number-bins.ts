/**
 * Which bin of the histogram does a number fall into? The top 16 bits of its float64: sign, exponent, and the first four bits of
 * the mantissa. So a bin is at most 1/16 of its lower edge wide, from 1e-300 to 1e300, without a range to be declared and without a
 * logarithm, whose last bit differs between machines. 0 has a bin of its own, shared only with what is below 1e-308.
 *
 * Bins are numbered in the order of their numbers: 0x8000 is 0, negative numbers are below it. O(1). NaN is no number: missing
 * values are counted apart.
 */
const ZERO_BIN = 0x8000;
const LARGEST_NEGATIVE_BIN = 0x7fff;

const value = new Float64Array(1);
/** Little-endian, as in every object of ours: the second word has the sign. */
const words = new Uint32Array(value.buffer);

export function binOf(number: number): number {
  // -0 + 0 is 0.
  value[0] = number + 0;
  const top = words[1]! >>> 16;
  return top < ZERO_BIN ? ZERO_BIN + top : LARGEST_NEGATIVE_BIN - (top - ZERO_BIN);
}
