/**
 * How long do labels take? Until nearly all outcomes of a moment's predictions are known, those that are known are the fast ones,
 * and the fast ones are not like the rest: flights on time land before late ones. Who compares models must wait that long.
 *
 * A histogram of the delays seen, eight bins to the octave from a second to a hundred years, so a quantile is at most 9 % too
 * long and never too short. Counts only: merges exactly. O(1) an example, O(bins) a quantile. A delay of 0 has a bin of its own.
 *
 * At the beginning of a stream no delay longer than the stream can have been seen. So no quantile is given before the
 * stream has run twice as long as it: null, nothing is known yet.
 */
import type { LearnerState } from '../learners/learner';
import { StateRefused } from '../state/saved-state';

const KIND = 'label-delay';
const FORMAT = 1;
const BINS_PER_OCTAVE = 8;
const OCTAVES = 32;
const BINS = 1 + BINS_PER_OCTAVE * OCTAVES;
const SHORTEST_MS = 1_000;
const STREAM_PER_DELAY = 2;

export class LabelDelay {
  private constructor(
    private readonly counts: Float64Array,
    /** The earliest prediction seen; Infinity before the first. */
    private firstMs: number,
  ) {}

  static create(): LabelDelay {
    return new LabelDelay(new Float64Array(BINS), Number.POSITIVE_INFINITY);
  }

  /** @throws StateRefused */
  static load({ kind, format, arrays }: LearnerState): LabelDelay {
    const { counts, first } = arrays;
    if (kind !== KIND || format !== FORMAT)
      throw new StateRefused(`expected ${KIND} of format ${FORMAT}, got ${kind} of format ${format}`);
    if (!(counts instanceof Float64Array && counts.length === BINS && first instanceof Float64Array))
      throw new StateRefused(`${KIND}: its ${BINS} counts, or the time of its first prediction, are not there`);
    return new LabelDelay(counts.slice(), first[0]!);
  }

  add(predictedAtMs: Float64Array, completedAtMs: Float64Array): void {
    for (let i = 0; i < predictedAtMs.length; i++) {
      const fromMs = predictedAtMs[i]!;
      this.counts[binOf(completedAtMs[i]! - fromMs)]! += 1;
      if (fromMs < this.firstMs) this.firstMs = fromMs;
    }
  }

  /** A delay that this share of the labels does not exceed, ms; null while the stream is too short to tell. */
  quantileMs(share: number, clockMs: number): number | null {
    const total = this.counts.reduce((sum, count) => sum + count, 0);
    let seen = 0;
    let bin = 0;
    for (; bin < BINS - 1; bin++) {
      seen += this.counts[bin]!;
      if (seen >= share * total) break;
    }
    const delayMs = upperEdgeMs(bin);
    return clockMs - this.firstMs >= STREAM_PER_DELAY * delayMs ? delayMs : null;
  }

  save(): LearnerState {
    return {
      kind: KIND,
      format: FORMAT,
      scalars: {},
      arrays: { counts: this.counts.slice(), first: Float64Array.of(this.firstMs) },
    };
  }
}

function binOf(delayMs: number): number {
  if (delayMs <= 0) return 0;
  const bin = 1 + Math.ceil(BINS_PER_OCTAVE * Math.log2(delayMs / SHORTEST_MS));
  return Math.min(BINS - 1, Math.max(1, bin));
}

const upperEdgeMs = (bin: number): number => (bin === 0 ? 0 : SHORTEST_MS * 2 ** ((bin - 1) / BINS_PER_OCTAVE));
