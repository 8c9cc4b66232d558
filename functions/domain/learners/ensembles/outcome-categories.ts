/**
 * The last outcomes as categorical features: which slot and which identity each class has at each lag, and an outcome that is not known
 * yet. Hashed once, when it is made; O(outcomes) per example.
 */
import { hashText } from '../../features/murmur3';
import type { Problem } from '../learner';

/** Seeds of the slots' hash and of the identities' second word. */
const LOW_SEED = 0x0c7c0e;
const HIGH_SEED = 0x1d5a3b;

export class OutcomeCategories {
  private constructor(
    /** Classes, and one for what is not known. */
    private readonly codes: number,
    private readonly mask: number,
    private readonly low: Uint32Array,
    private readonly high: Uint32Array,
  ) {}

  static of({ task, outputs, hashBits }: Problem, outcomes: number): OutcomeCategories {
    const codes = (task === 'binary' ? 2 : outputs) + 1;
    const texts = Array.from({ length: outcomes * codes }, (_, at) => `${Math.floor(at / codes)} ${at % codes}`);
    return new OutcomeCategories(
      codes,
      2 ** hashBits - 1,
      Uint32Array.from(texts, (text) => hashText(text, LOW_SEED)),
      Uint32Array.from(texts, (text) => hashText(text, HIGH_SEED)),
    );
  }

  /** The outcomes, NaN where there is none, as the categorical features from `first` on of a row. */
  write(outcomes: Float64Array, hashed: Int32Array, identity: Uint32Array, first: number): void {
    const { codes, mask, low, high } = this;
    for (let lag = 0; lag < outcomes.length; lag++) {
      const outcome = outcomes[lag]!;
      const at = lag * codes + (outcome >= 0 ? outcome : codes - 1);
      const column = first + lag;
      hashed[column] = low[at]! & mask;
      identity[2 * column] = low[at]!;
      identity[2 * column + 1] = high[at]!;
    }
  }
}
