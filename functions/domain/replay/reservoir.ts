/**
 * Which examples of an endless stream to keep, so that at any time each one seen so far is kept with the same probability? Algorithm R
 * (Vitter 1985, "Random sampling with a reservoir", after Waterman): the first `size` are kept, then number n takes the place of one
 * chosen at random with probability size / n. O(1) and one random number per example, none while it fills up.
 *
 * It says only where an example goes; who owns the rows puts them there. An example counts once, whatever its weight. Slots are
 * equally likely up to 2^32 divided by the number of examples seen, so to one part in a thousand up to four million of them and to
 * one in four up to a thousand million.
 */
import type { Random } from '../numeric/random';

/** The example is passed over. */
export const PASSED_OVER = -1;

export class Reservoir {
  /** @param seen how many examples have been offered before */
  constructor(
    readonly size: number,
    private readonly random: Random,
    private seen = 0,
  ) {}

  get offered(): number {
    return this.seen;
  }

  get kept(): number {
    return Math.min(this.seen, this.size);
  }

  /** The slot that the next example of the stream takes, or `PASSED_OVER`. */
  offer(): number {
    const before = this.seen;
    this.seen = before + 1;
    if (before < this.size) return before;
    const slot = this.random.below(before + 1);
    return slot < this.size ? slot : PASSED_OVER;
  }
}
