import fc from 'fast-check';
import { LabelDelay } from '../../../../functions/domain/labels/label-delay';
import { StateRefused } from '../../../../functions/domain/state/saved-state';

const START_MS = Date.UTC(2001, 0, 1);
const LONG_AFTER_MS = START_MS + 1000 * 365 * 86_400_000;

/** One label per delay, all predicted at the beginning. */
function seen(...delaysMs: number[]): LabelDelay {
  const delay = LabelDelay.create();
  delay.add(
    Float64Array.from(delaysMs, () => START_MS),
    Float64Array.from(delaysMs, (delayMs) => START_MS + delayMs),
  );
  return delay;
}

describe('a quantile of the label delay', () => {
  // Eight bins to the octave from a second on: the upper edges are 1000 x 2^(k/8).
  it.each([
    [0, 0],
    [1, 1000],
    [1000, 1000],
    [1001, 1090.507_732_665_257_7],
    [2000, 2000],
    [3_600_000, 3_756_048.560_966_333_4],
    [86_400_000, 1000 * 2 ** (132 / 8)],
  ])('of labels that all take %d ms is %d', (delayMs, quantileMs) => {
    expect(seen(delayMs).quantileMs(0.999, LONG_AFTER_MS)).toBeCloseTo(quantileMs, 6);
  });

  it('is the delay that this share does not exceed', () => {
    const delay = seen(0, 0, 0, 0, 0, 0, 0, 0, 1000, 16_000);
    expect([0.1, 0.8, 0.81, 0.9, 0.91, 1].map((share) => delay.quantileMs(share, LONG_AFTER_MS))).toEqual([
      0, 0, 1000, 1000, 16_000, 16_000,
    ]);
  });

  it('is never too short, and at most 9.1 % too long: 2^(1/8)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1000, max: 3_000_000_000 }), { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (delaysMs, share) => {
          const sorted = delaysMs.toSorted((a, b) => a - b);
          const exactMs = sorted[Math.ceil(share * sorted.length) - 1]!;
          const quantileMs = seen(...delaysMs).quantileMs(share, LONG_AFTER_MS)!;
          expect(quantileMs).toBeGreaterThanOrEqual(exactMs * (1 - 1e-12));
          expect(quantileMs).toBeLessThanOrEqual(exactMs * 2 ** (1 / 8) * (1 + 1e-12));
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });

  it('counts an outcome that happened before its prediction as no delay', () => {
    expect(seen(-5000).quantileMs(1, LONG_AFTER_MS)).toBe(0);
  });

  it('is not known before the first label, nor before the stream has run twice as long', () => {
    expect(LabelDelay.create().quantileMs(0.999, LONG_AFTER_MS)).toBeNull();
    const delay = seen(16_000);
    expect(delay.quantileMs(0.999, START_MS + 31_999)).toBeNull();
    expect(delay.quantileMs(0.999, START_MS + 32_000)).toBe(16_000);
    // A share that the short delays make up is known earlier.
    const mixed = seen(1000, 1000, 16_000);
    expect([mixed.quantileMs(0.5, START_MS + 2000), mixed.quantileMs(0.9, START_MS + 2000)]).toEqual([1000, null]);
  });

  it('measures the stream from its earliest prediction, in whatever order they came', () => {
    const delay = seen(16_000);
    delay.add(Float64Array.of(START_MS - 10_000), Float64Array.of(START_MS - 10_000 + 16_000));
    expect(delay.quantileMs(1, START_MS + 22_000)).toBe(16_000);
    expect(delay.quantileMs(1, START_MS + 21_999)).toBeNull();
  });
});

describe('its state', () => {
  it('goes on after a save and a load as if it had never stopped', () => {
    const batch = [Float64Array.of(START_MS, START_MS + 5), Float64Array.of(START_MS + 3000, START_MS + 9000)] as const;
    const resumed = LabelDelay.load(seen(500, 70_000).save());
    const never = seen(500, 70_000);
    resumed.add(...batch);
    never.add(...batch);
    expect(resumed.save()).toEqual(never.save());
    expect(LabelDelay.load(LabelDelay.create().save()).quantileMs(0.5, LONG_AFTER_MS)).toBeNull();
  });

  it('that was saved does not change when learning goes on', () => {
    const delay = seen(500);
    const saved = delay.save();
    delay.add(Float64Array.of(START_MS), Float64Array.of(START_MS + 9000));
    expect(saved).toEqual(seen(500).save());
  });

  it('is refused where it is of another kind, or later', () => {
    const state = seen(500).save();
    expect(() => LabelDelay.load({ ...state, format: 2 })).toThrow(
      new StateRefused('expected label-delay of format 1, got label-delay of format 2'),
    );
    expect(() => LabelDelay.load({ ...state, kind: 'maturing' })).toThrow(StateRefused);
    expect(() => LabelDelay.load({ ...state, arrays: {} })).toThrow(
      new StateRefused('label-delay: its 257 counts, or the time of its first prediction, are not there'),
    );
    expect(() => LabelDelay.load({ ...state, arrays: { ...state.arrays, counts: new Float64Array(3) } })).toThrow(
      StateRefused,
    );
  });
});
