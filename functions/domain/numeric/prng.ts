/**
 * Where does chance come from? xoshiro128** 1.1 (Blackman and Vigna 2018, "Scrambled linear pseudorandom number
 * generators"): 128 bits of state, period 2^128 - 1, the same numbers on every machine and engine. `prng` fills the
 * state from a seed with SplitMix32 (Steele, Lea and Flood 2014, with MurmurHash3's finaliser), so that neighbouring
 * seeds give unrelated streams; its outputs for consecutive counters are distinct, so the state is never all zero.
 * O(1) per number. Not for secrets.
 */

/** The next 32 random bits, as an unsigned integer. */
export type Prng = () => number;

// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a draw.
const { imul } = Math;

const GOLDEN = 0x9e3779b9;

/** @param seed an integer up to 2^53 in magnitude; both halves of it count. */
export function prng(seed: number): Prng {
  let counter = (seed ^ mix(Math.floor(seed / 2 ** 32))) | 0;
  const next = () => {
    counter = (counter + GOLDEN) | 0;
    return mix(counter);
  };
  return xoshiro128([next(), next(), next(), next()]);
}

function mix(word: number): number {
  let hash = word;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** The generator itself, from a state that is not all zero. */
export function xoshiro128(state: readonly [number, number, number, number]): Prng {
  let [a, b, c, d] = state;
  return () => {
    const result = imul(rotateLeft(imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

const rotateLeft = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** Uniform in [0, 1), a multiple of 2^-32. */
export const uniform = (random: Prng): number => random() / 2 ** 32;
