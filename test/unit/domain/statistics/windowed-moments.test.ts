import fc from 'fast-check';
import { WindowedMoments } from '../../../../functions/domain/statistics/windowed-moments';
import { statisticContract } from '../../../contracts/statistic';
import { expectAlike } from './alike';
import { X } from './numbers';

statisticContract('windowed moments', {
  make: () => WindowedMoments.create(7),
  load: (state) => WindowedMoments.load(state, 7),
  update: (window, value) => window.add(value),
  read: ({ count, mean, variance, sampleVariance }) => ({ count, mean, variance, sampleVariance }),
  input: fc.double({ min: -1e6, max: 1e6 }),
});

const windowOf = (size: number, values: Iterable<number>): WindowedMoments => {
  const window = WindowedMoments.create(size);
  for (const value of values) window.add(value);
  return window;
};

describe('windowed moments', () => {
  it('are those of pandas and numpy over the last four values', () => {
    // pandas 3.1.1 x.rolling(4).mean(), numpy 2.4.6 np.var of the same slices
    const means = [2.1125, 1.6375, 2.5375, 0.1625, -0.675, 2.0875, 1.9375];
    const variances = [14.39546875, 14.13421875, 9.29671875, 38.27171875, 27.666875, 60.92046875, 61.25421875];
    const window = WindowedMoments.create(4);
    for (const [at, value] of X.entries()) {
      window.add(value);
      if (at < 3) continue;
      expectAlike(window.mean, means[at - 3]!, 1e-14, 1);
      expectAlike(window.variance, variances[at - 3]!, 1e-14);
    }
  });

  it('are exact after values of 1e15 have gone, where a difference of running sums has lost everything', () => {
    const window = windowOf(3, [1e15, -3e15, 7e14, 0.25, 0.5, 1.5]);
    // Mean 0.75, squared deviations 0.25 + 0.0625 + 0.5625 = 0.875, by hand.
    expect([window.mean, window.sampleVariance]).toEqual([0.75, 0.4375]);
  });

  it('do not drift over a million values around 1e6 with a deviation of 1e-2', () => {
    const value = (at: number): number => 1e6 + ((at * 7919) % 1000) * 1e-5 + (at % 50_000 === 0 ? 1e9 : 0);
    const window = windowOf(
      100,
      Array.from({ length: 1_000_000 }, (_, at) => value(at)),
    );
    const last = Array.from({ length: 100 }, (_, at) => value(999_900 + at) - 1e6);
    const mean = last.reduce((sum, one) => sum + one, 0) / 100;
    const variance = last.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 100;
    // The values themselves are rounded to 1e-10, 1e-8 of their spread.
    expectAlike(window.variance, variance, 1e-7);
  });

  it('are none without data; one value has a variance of 0 and none of a sample', () => {
    const none = windowOf(3, []);
    expect([none.count, none.mean, none.variance, none.sampleVariance]).toEqual([0, null, null, null]);
    const one = windowOf(1, [4, 0.1]);
    expect([one.count, one.mean, one.variance, one.sampleVariance]).toEqual([1, 0.1, 0, null]);
  });

  it('pass missing values by, which push none out', () => {
    expect(windowOf(2, [1, 2, Number.NaN, Infinity]).mean).toBe(1.5);
  });

  it('refuse a size below 1 and a state that does not fit', () => {
    for (const size of [0, 1.5, Number.NaN]) expect(() => WindowedMoments.create(size)).toThrow(`not ${size}`);
    const state = windowOf(4, X).save();
    expect(() => WindowedMoments.load(state, 5)).toThrow('size 4 and 5 is declared');
    const scalars = { size: 4, older: 9 };
    expect(() => WindowedMoments.load({ ...state, scalars }, 4)).toThrow('4 values, 9 of them older');
  });
});
