import { ProbabilityBins } from '../../../../functions/domain/evaluation/probability-bins';

const bins = new ProbabilityBins(1024);

test('an octave from 1/4 to 1/2 has 64 of 1,024 bins, which begin every 1/256', () => {
  for (let k = 0; k < 64; k++) {
    const edge = 0.25 + k / 256;
    expect(bins.of(edge)).toBe(448 + k);
    expect(bins.of(edge - 2 ** -50)).toBe(447 + k);
  }
});

test.each([
  // [octave from, its first bin, its bins]: 64 x 4 down to 1/32, 32 x 6 down to 1/2048, 16 x 4 down to 1/32768.
  [1 / 32, 256, 64],
  [1 / 64, 224, 32],
  [1 / 2048, 64, 32],
  [1 / 4096, 48, 16],
  [1 / 32768, 0, 16],
])('the octave from %d begins at bin %d and has %d', (from, first, cells) => {
  expect(bins.of(from)).toBe(first);
  expect(bins.of(from * (1 + 1 / cells))).toBe(first + 1);
  expect(bins.of(2 * from - 2 ** -40)).toBe(first + cells - 1);
});

test('0.5 is in the lower half, the next double in the upper', () => {
  expect(bins.of(0.5)).toBe(511);
  expect(bins.of(0.5 + 2 ** -53)).toBe(512);
});

test.each([0, -0, Number.MIN_VALUE, 1e-15, 1 / 65536])('%d is in the first bin and its complement in the last', (p) => {
  expect(bins.of(p)).toBe(0);
  expect(bins.of(1 - p)).toBe(1023);
});

/** Probabilities k / steps at which the claim fails. */
const failing = (steps: number, claim: (p: number) => boolean): number[] =>
  Array.from({ length: steps + 1 }, (_, k) => k / steps).filter((p) => !claim(p));

test('the upper half mirrors the lower', () => {
  expect(failing(8191, (p) => bins.of(1 - p) === 1023 - bins.of(p))).toEqual([]);
});

test('bins rise with the probability and all of them are used', () => {
  const step = 2 ** -19;
  expect(failing(2 ** 19, (p) => p === 0 || bins.of(p) >= bins.of(p - step))).toEqual([]);
  const used = new Set(Array.from({ length: 2 ** 19 + 1 }, (_, k) => bins.of(k * step)));
  expect(used.size).toBe(1024);
});

test('bins of a smaller count are unions of neighbours of a larger one', () => {
  const few = new ProbabilityBins(64);
  expect(failing(10_000, (p) => few.of(p) === bins.of(p) >> 4)).toEqual([]);
});

test.each([0, 32, 100, 2 ** 21, NaN])('%d bins are refused', (count) => {
  expect(() => new ProbabilityBins(count)).toThrow(`aucBins is ${count}; it must be a power of two from 64 to 1048576`);
});
