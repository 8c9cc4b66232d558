/**
 * Chance that can be stored: the generator of prng.ts (xoshiro128** 1.1) as an object whose state is four words, for whatever draws
 * numbers while it learns and must go on drawing the same ones after a stop. O(1) per number, without allocation.
 */
import { prng } from './prng';

const WORDS = 4;
// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a draw.
const { cos, exp, floor, imul, log, PI, sqrt } = Math;

export class Random {
  private constructor(private readonly state: Uint32Array) {}

  /** @param seed an integer up to 2^53 in magnitude */
  static seeded(seed: number): Random {
    const next = prng(seed);
    return new Random(Uint32Array.of(next(), next(), next(), next()));
  }

  /** @throws RangeError for anything but four words that are not all zero */
  static load(state: Uint32Array): Random {
    if (state.length !== WORDS || state.every((word) => word === 0)) {
      throw new RangeError(`a random state is ${WORDS} words that are not all zero, not [${state.join(', ')}]`);
    }
    return new Random(state.slice());
  }

  save(): Uint32Array {
    return this.state.slice();
  }

  /** The next 32 random bits, as an unsigned integer. */
  word(): number {
    const { state } = this;
    const b = state[1]!;
    const times5 = imul(b, 5);
    const result = imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    const c = state[2]! ^ state[0]!;
    const d = state[3]! ^ b;
    state[1] = b ^ c;
    state[0] = state[0]! ^ d;
    state[2] = c ^ (b << 9);
    state[3] = (d << 11) | (d >>> 21);
    return result;
  }

  /** Uniform in [0, 1), a multiple of 2^-32. */
  uniform(): number {
    return this.word() / 2 ** 32;
  }

  /** A whole number from 0 to below - 1, each as likely up to below / 2^32. `below`: 1 to 2^32. */
  below(below: number): number {
    return floor(this.uniform() * below);
  }

  /**
   * How often an event of this mean rate happens: Knuth's product of uniforms (The Art of Computer Programming 2, 3.4.1). O(mean),
   * for means up to some hundreds.
   */
  poisson(mean: number): number {
    const limit = exp(-mean);
    let product = this.uniform();
    let count = 0;
    while (product > limit) {
      product *= this.uniform();
      count += 1;
    }
    return count;
  }

  /** Of the normal distribution with mean 0 and variance 1, by Box and Muller (1958); two uniforms each. */
  normal(): number {
    const radius = sqrt(-2 * log(1 - this.uniform()));
    return radius * cos(2 * PI * this.uniform());
  }
}
