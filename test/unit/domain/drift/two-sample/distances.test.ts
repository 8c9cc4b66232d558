import fc from 'fast-check';
import { countKeys } from '../../../../../functions/domain/drift/counts';
import { binOf } from '../../../../../functions/domain/drift/number-bins';
import { kolmogorovSmirnov } from '../../../../../functions/domain/drift/two-sample/kolmogorov-smirnov';
import {
  middleOfBin,
  type SortedSample,
  sampleOf,
  sampleOfBins,
} from '../../../../../functions/domain/drift/two-sample/sorted-sample';
import { standardisedWasserstein, wasserstein } from '../../../../../functions/domain/drift/two-sample/wasserstein';
import { reshapedUniforms } from '../detectors/streams';

const values = reshapedUniforms(8000);
const A = sampleOf(values.subarray(0, 3000));
const B = sampleOf(values.subarray(3000, 6000));
const C = sampleOf(values.subarray(6000));
const binned = (numbers: ArrayLike<number>): SortedSample => sampleOfBins(countKeys(Uint32Array.from(numbers, binOf)));

describe('distances of two samples beside scipy', () => {
  // scipy.stats.ks_2samp(a, b).statistic, wasserstein_distance(a, b), and that divided by
  // sqrt((var(a) + var(b)) / 2 + ((mean(a) - mean(b)) / 2)²) with numpy.
  it.each([
    ['squared and plain uniforms', A, B, 0.25566666666666665, 0.16878333916872784, 0.5552294577343254],
    ['uniforms of two widths', B, C, 0.301, 0.12823099893056786, 0.5580023445438682],
    ['a longer and a shorter sample', A, C, 0.444, 0.18293425446106207, 0.7613985977197064],
  ])('of %s are the same', (_, a, b, ks, distance, standardised) => {
    expect(kolmogorovSmirnov(a, b)).toBeCloseTo(ks, 12);
    expect(wasserstein(a, b)).toBeCloseTo(distance, 12);
    expect(standardisedWasserstein(a, b)).toBeCloseTo(standardised, 12);
  });

  it('of tied values are the same', () => {
    const [a, b] = [sampleOf([1, 2, 2, 3, 5]), sampleOf([2, 3, 4, 4, 6, 7])];
    expect(kolmogorovSmirnov(a, b)).toBeCloseTo(7 / 15, 14);
    expect(wasserstein(a, b)).toBeCloseTo(26 / 15, 14);
  });

  it('of weighted values are the same', () => {
    const a = sampleOf([3, 1, 2, 2, -1.5], [1, 2, 0.5, 1.5, 4]);
    expect(wasserstein(a, sampleOf([0, 1, 2.5], [3, 1, 2]))).toBeCloseTo(8 / 9, 14);
  });

  it('of histograms over the bins of numbers are near, the one of ranks never above', () => {
    const [a, b] = [binned(values.subarray(0, 3000)), binned(values.subarray(3000, 6000))];
    expect(kolmogorovSmirnov(a, b)).toBeLessThanOrEqual(0.2556666666666667);
    expect(kolmogorovSmirnov(a, b)).toBeGreaterThan(0.25);
    expect(wasserstein(a, b) / 0.16878333916872784).toBeCloseTo(1, 2);
    expect(standardisedWasserstein(a, b)).toBeCloseTo(0.5552294577343254, 2);
  });
});

describe('distances of two samples', () => {
  const sample = fc
    .array(
      fc.tuple(fc.oneof(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 3 })), fc.nat(3)),
    )
    .map((pairs) =>
      sampleOf(
        pairs.map(([value]) => value),
        pairs.map(([, weight]) => weight),
      ),
    );
  const check = (...law: Parameters<typeof fc.property<[SortedSample, SortedSample]>>): void =>
    fc.assert(fc.property(...law), { seed: 19, numRuns: 200 });

  it('are 0 to itself, the same both ways, and in their range', () => {
    check(sample, sample, (a, b) => {
      for (const [distance, most] of [
        [kolmogorovSmirnov, 1],
        [standardisedWasserstein, 2],
      ] as const) {
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b)).toBeGreaterThanOrEqual(0);
        expect(distance(a, b)).toBeLessThanOrEqual(most);
      }
    });
  });

  it('a weight of three is three of it', () => {
    expect(sampleOf([5, 1, 5], [1, 3, 2])).toEqual({ ...sampleOf([1, 1, 1, 5, 5, 5]), effectiveSize: 36 / 14 });
  });

  it('of constants and of 0/1 features are neither NaN nor blind', () => {
    const [zeros, ones] = [sampleOf([0, 0, 0]), sampleOf([1, 1])];
    expect(standardisedWasserstein(zeros, zeros)).toBe(0);
    expect(standardisedWasserstein(zeros, ones)).toBe(2);
    expect(kolmogorovSmirnov(zeros, ones)).toBe(1);
    // Shares of ones 0.1 and 0.4: the distance is 0.3 and the variance of both together 0.25 * 0.75.
    const [few, many] = [binned([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), binned([0, 0, 0, 1, 1])];
    expect(kolmogorovSmirnov(few, many)).toBeCloseTo(0.3, 12);
    expect(standardisedWasserstein(few, many)).toBeCloseTo(0.3 / Math.sqrt(0.1875), 12);
  });

  it('leave out what is missing, and count it', () => {
    const sample = sampleOf([Number.NaN, 2, Number.NaN, 1], [1, 1, 2, 1]);
    expect([[...sample.values], sample.total, sample.missing, sample.effectiveSize]).toEqual([[1, 2], 2, 3, 2]);
  });

  it('stay finite beside infinite and largest values', () => {
    const wild = sampleOf([Infinity, -Infinity, Number.MAX_VALUE, 0]);
    expect(standardisedWasserstein(wild, A)).toBeLessThanOrEqual(2);
    expect(standardisedWasserstein(binned([Infinity, -1e308]), A)).toBeGreaterThan(0);
  });

  it('of an empty side are 0', () => {
    const empty = sampleOf([]);
    expect([kolmogorovSmirnov(empty, A), wasserstein(A, empty), standardisedWasserstein(empty, empty)]).toEqual([
      0, 0, 0,
    ]);
  });

  it('refuse a weight that is none', () => {
    expect(() => sampleOf([1], [-1])).toThrow(/finite and at least 0, not -1/);
    expect(() => sampleOf([1, 2], [1])).toThrow(/2 values and 1 weights/);
  });

  it('the middle of a bin is in it, within 1/32 of all its numbers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        if (Math.abs(number) < 1e-300) return;
        const middle = middleOfBin(binOf(number));
        expect(binOf(middle)).toBe(binOf(number));
        expect(Math.abs(middle - number)).toBeLessThanOrEqual(Math.abs(number) / 32);
      }),
      { seed: 31 },
    );
    expect(middleOfBin(binOf(0))).toBe(0);
  });
});
