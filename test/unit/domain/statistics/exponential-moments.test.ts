import fc from 'fast-check';
import { ExponentialMoments } from '../../../../functions/domain/statistics/exponential-moments';
import { statisticContract } from '../../../contracts/statistic';
import { expectAlike } from './alike';
import { X } from './numbers';

const momentsOf = (values: readonly number[], fadingFactor = 0.3): ExponentialMoments => {
  const moments = ExponentialMoments.create(fadingFactor);
  for (const value of values) moments.add(value);
  return moments;
};

statisticContract('exponential moments', {
  make: () => ExponentialMoments.create(0.05),
  load: (state) => ExponentialMoments.load(state, 0.05),
  update: (moments, [value, weight]) => moments.add(value, weight),
  read: ({ mean, variance }) => ({ mean, variance }),
  input: fc.tuple(fc.double({ min: -1e6, max: 1e6 }), fc.constantFrom(0, 0.5, 1, 2)),
});

describe('exponential moments', () => {
  it('are those of river and pandas', () => {
    // river 0.26.1 stats.EWMean(.3), EWVar(.3); pandas 3.1.1 x.ewm(alpha=.3, adjust=False).mean() and .var(bias=True)
    const moments = momentsOf(X);
    expectAlike(moments.mean, 2.9258147395, 1e-14);
    expectAlike(moments.variance, 37.977009393424545, 1e-14);
  });

  it('count a value of weight 3 as three equal values in a row', () => {
    const weighted = momentsOf([1, 4]);
    weighted.add(9, 3);
    const repeated = momentsOf([1, 4, 9, 9, 9]);
    expectAlike(weighted.mean, repeated.mean, 1e-14);
    expectAlike(weighted.variance, repeated.variance, 1e-14);
  });

  it('with a fading factor of 1 are the last value alone', () => {
    const { mean, variance } = momentsOf(X, 1);
    expectAlike(mean, 0.6, 1e-14);
    expect(variance).toBe(0);
  });

  it('are none without data, and pass missing values by', () => {
    expect([momentsOf([]).mean, momentsOf([]).variance]).toEqual([null, null]);
    expect(momentsOf([Number.NaN, 2, Infinity, 5]).save()).toEqual(momentsOf([2, 5]).save());
  });

  it('refuse a fading factor outside (0, 1], and a state learned with another', () => {
    for (const factor of [0, -0.1, 1.01, Number.NaN]) {
      expect(() => ExponentialMoments.create(factor)).toThrow(`not ${factor}`);
    }
    expect(() => ExponentialMoments.load(momentsOf(X).save(), 0.2)).toThrow('fadingFactor 0.3 and 0.2 is declared');
  });
});
