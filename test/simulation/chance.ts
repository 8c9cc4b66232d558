/** Everything that a schedule leaves to chance, drawn from its seed. */
import { createPrng } from '../support/prng';

export class Chance {
  private readonly prng;

  constructor(seed: number) {
    this.prng = createPrng(seed);
  }

  coin(probability: number): boolean {
    return this.prng.next() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.prng.int(high - low + 1);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.prng.int(list.length)]!;
  }
}
