import fc from 'fast-check';
import { Moments } from '../../../../functions/domain/statistics/moments';
import { statisticContract } from '../../../contracts/statistic';
import { expectAlike } from './alike';
import { WEIGHTS, X } from './numbers';

const momentsOf = (values: readonly number[], weights: readonly number[] = []): Moments => {
  const moments = Moments.create();
  for (const [at, value] of values.entries()) moments.add(value, weights[at] ?? 1);
  return moments;
};

const read = ({ count, weight, sum, mean, min, max, variance, sampleVariance, skewness, kurtosis }: Moments) => ({
  count,
  weight,
  sum,
  mean,
  min,
  max,
  variance,
  sampleVariance,
  skewness,
  kurtosis,
});

const eighths = fc.oneof(
  fc.integer({ min: -8000, max: 8000 }).map((eighth) => eighth / 8),
  fc.constantFrom(Number.NaN, Infinity),
);

statisticContract('moments', {
  make: Moments.create,
  load: Moments.load,
  update: (moments, [value, weight]) => moments.add(value, weight),
  read,
  input: fc.tuple(eighths, fc.constantFrom(0, 0.25, 1, 3, 1000)),
  merge: (a, b) => a.merge(b),
  mergedAnswers: (merged, onePass) => {
    expect([merged.count, merged.weight, merged.min, merged.max]).toEqual([
      onePass.count,
      onePass.weight,
      onePass.min,
      onePass.max,
    ]);
    const deviation = Math.sqrt(onePass.variance ?? 0);
    expectAlike(merged.sum, onePass.sum, 1e-15, 1e-9);
    expectAlike(merged.mean, onePass.mean, 1e-12, deviation);
    expectAlike(merged.variance, onePass.variance, 1e-12);
    expectAlike(merged.sampleVariance, onePass.sampleVariance, 1e-12);
    expectAlike(merged.skewness, onePass.skewness, 1e-10, 1);
    expectAlike(merged.kurtosis, onePass.kurtosis, 1e-10, 1);
  },
});

describe('moments', () => {
  it('are those of numpy and scipy', () => {
    // numpy 2.4.6, scipy 1.17.1: x.sum(), x.mean(), x.var(), x.var(ddof=1), scipy.stats.skew(x), scipy.stats.kurtosis(x)
    const moments = momentsOf(X);
    expectAlike(moments.sum, 18.6, 1e-15);
    expectAlike(moments.mean, 1.86, 1e-14);
    expectAlike(moments.variance, 30.3749, 1e-14);
    expectAlike(moments.sampleVariance, 33.74988888888889, 1e-14);
    expectAlike(moments.skewness, -0.12429027249920364, 1e-13);
    expectAlike(moments.kurtosis, 0.24063178637478222, 1e-13);
    expect([moments.count, moments.min, moments.max]).toEqual([10, -9.5, 12.25]);
  });

  it('count a value of weight 3 as three values', () => {
    // The same functions of numpy.repeat(x, weights).
    const moments = momentsOf(X, WEIGHTS);
    expect([moments.count, moments.weight]).toEqual([10, 17]);
    expectAlike(moments.sum, 24, 1e-15);
    expectAlike(moments.mean, 1.411764705882353, 1e-14);
    expectAlike(moments.variance, 30.686920415224925, 1e-14);
    expectAlike(moments.sampleVariance, 32.60485294117648, 1e-14);
    expectAlike(moments.skewness, -0.22342720419731232, 1e-13);
    expectAlike(moments.kurtosis, -0.03225100559420424, 1e-12);
  });

  it('keep nine digits of the variance at a million times the spread from zero', () => {
    const moments = momentsOf(X.map((value) => value + 1e6));
    expectAlike(moments.variance, 30.3749, 1e-10);
    expectAlike(moments.skewness, -0.12429027249920364, 1e-9);
    expectAlike(moments.kurtosis, 0.24063178637478222, 1e-9);
  });

  it('are none without data, and the sum is 0', () => {
    expect(read(Moments.create())).toEqual({
      count: 0,
      weight: 0,
      sum: 0,
      mean: null,
      min: null,
      max: null,
      variance: null,
      sampleVariance: null,
      skewness: null,
      kurtosis: null,
    });
  });

  it('of a constant stream are the constant to the bit, with no spread and no shape', () => {
    const moments = momentsOf([0.1, 0.1, 0.1, 0.1, 0.1], [0.3, 0.7, 1e9, 3, 1]);
    expect([moments.mean, moments.variance, moments.skewness, moments.kurtosis]).toEqual([0.1, 0, null, null]);
  });

  it('pass missing and infinite values by, and a weight of 0', () => {
    const moments = momentsOf([Number.NaN, Infinity, -Infinity, 5, 7], [1, 1, 1, 1, 0]);
    expect(read(moments)).toEqual(read(momentsOf([5])));
  });

  it('refuse a weight that is negative, missing or infinite', () => {
    for (const weight of [-1, Number.NaN, Infinity]) {
      expect(() => Moments.create().add(1, weight)).toThrow(`not ${weight}`);
    }
  });

  it('beyond 1e75 give no skewness and no kurtosis; mean and variance hold', () => {
    const moments = momentsOf([1e100, -1e100, 1e100, -1e100]);
    expect([moments.mean, moments.variance]).toEqual([0, expect.closeTo(1e200, -187)]);
    expect(moments.kurtosis).toBeNull();
  });

  it('add up a million tenths to 100000', () => {
    // python3: math.fsum([0.1] * 1000000)
    const moments = Moments.create();
    for (let at = 0; at < 1_000_000; at++) moments.add(0.1);
    expect(moments.sum).toBe(100_000);
  });
});
