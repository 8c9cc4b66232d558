/**
 * Which of a fixed number of bins does a probability fall into, with fine bins both at 0.3 and at 0.001?
 *
 * Spaced like the logit, without a logarithm: each octave [2^-(k+1), 2^-k) below one half is cut into equal cells, read off
 * the bits of the double, and the half above mirrors it. Of 1,024 bins an octave down to 1/32 has 64, one down to 1/2048 has 32,
 * one down to 1/32768 has 16; anything nearer to 0 or 1 falls into the outermost bin. Other counts are proportional, so
 * that bins of a smaller count are unions of bins of a larger one.
 *
 * A probability above 0.5 falls into the upper half of the bins; 0.5 itself, like everything below, into the lower one. O(1);
 * no data, no state. Only for 0 <= p <= 1; NaN is the caller's to refuse.
 */
const CELLS_OF_1024: readonly number[] = [64, 64, 64, 64, 32, 32, 32, 32, 32, 32, 16, 16, 16, 16];
const OCTAVES = CELLS_OF_1024.length;
const MANTISSA_BITS_IN_HIGH_WORD = 20;
/** The exponent field of doubles in [1/4, 1/2). */
const TOP_OCTAVE_EXPONENT = 1021;
export const FEWEST_BINS = 64;

// The high word of a double is the second one on every platform that Node runs on: all are little-endian.
const asDouble = new Float64Array(1);
const asWords = new Int32Array(asDouble.buffer);

export class ProbabilityBins {
  private readonly half: number;
  private readonly firstOf = new Int32Array(OCTAVES);
  private readonly shiftOf = new Int32Array(OCTAVES);

  /** @param count a power of two, 64 or more */
  constructor(readonly count: number) {
    if (!Number.isInteger(Math.log2(count)) || count < FEWEST_BINS || count > 2 ** 20) {
      throw new RangeError(`aucBins is ${count}; it must be a power of two from ${FEWEST_BINS} to ${2 ** 20}`);
    }
    this.half = count / 2;
    let end = this.half;
    for (let octave = 0; octave < OCTAVES; octave++) {
      const cells = (CELLS_OF_1024[octave]! * count) / 1024;
      end -= cells;
      this.firstOf[octave] = end;
      this.shiftOf[octave] = MANTISSA_BITS_IN_HIGH_WORD - Math.log2(cells);
    }
  }

  of(probability: number): number {
    // 1 - p is exact here (Sterbenz), so the mirror image is too.
    return probability > 0.5 ? this.count - 1 - this.below(1 - probability) : this.below(probability);
  }

  /** For p <= 0.5. */
  private below(probability: number): number {
    asDouble[0] = probability;
    const high = asWords[1]!;
    const octave = TOP_OCTAVE_EXPONENT - (high >> MANTISSA_BITS_IN_HIGH_WORD);
    if (octave < 0) return this.half - 1;
    if (octave >= OCTAVES) return 0;
    return this.firstOf[octave]! + ((high & 0xfffff) >> this.shiftOf[octave]!);
  }
}
