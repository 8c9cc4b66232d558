/** Taken once: in jest's sandbox each look-up of the global `Math` costs more than what it does. */
const { cos, log, PI, sqrt } = Math;

/** Seeded chance for tests: sfc32 (Chris Doty-Humphrey's PractRand), 128 bits of state, the same numbers on every machine. */
export interface Prng {
  /** In [0, 1), a multiple of 2^-32. */
  next(): number;
  /** A whole number in [0, n); n at most 2^32. */
  int(n: number): number;
  /** Standard normal. */
  normal(): number;
}

export function createPrng(seed: number): Prng {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = Math.floor(seed / 2 ** 32) | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return {
    next,
    int: (n) => (next() * n) >>> 0,
    // Box and Muller; 1 - next() is never 0.
    normal: () => sqrt(-2 * log(1 - next())) * cos(2 * PI * next()),
  };
}
