import fc from 'fast-check';
import { Autocorrelation } from '../../../../functions/domain/statistics/autocorrelation';
import { statisticContract } from '../../../contracts/statistic';
import { expectAlike } from './alike';
import { X } from './numbers';

statisticContract('autocorrelation', {
  make: () => Autocorrelation.create(3),
  load: (state) => Autocorrelation.load(state, 3),
  update: (series, value) => series.add(value),
  read: ({ count, correlation }) => ({ count, correlation }),
  input: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -8000, max: 8000 }).map((eighth) => eighth / 8) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity) },
  ),
  merge: (a, b) => a.merge(b),
  mergedAnswers: (merged, onePass) => {
    expect(merged.count).toBe(onePass.count);
    expectAlike(merged.correlation, onePass.correlation, 1e-10, 1);
    expect(merged.save().arrays.last).toEqual(onePass.save().arrays.last);
  },
});

const seriesOf = (lag: number, values: readonly number[]): Autocorrelation => {
  const series = Autocorrelation.create(lag);
  for (const value of values) series.add(value);
  return series;
};

describe('autocorrelation', () => {
  it('is that of pandas', () => {
    // pandas 3.1.1 x.autocorr(1) and x.autocorr(3)
    expectAlike(seriesOf(1, X).correlation, -0.06506347257126013, 1e-13);
    expectAlike(seriesOf(3, X).correlation, -0.1928387176798053, 1e-13);
  });

  it('leaves out pairs with a missing half, and the others keep their distance', () => {
    // pandas 3.1.1: x[4] = nan, x.autocorr(2)
    expectAlike(seriesOf(2, X.with(4, Number.NaN)).correlation, -0.9409389707843105, 1e-13);
  });

  it('of a saw is 1 at its period and -1 at half of a square wave', () => {
    const saw = Array.from({ length: 40 }, (_, at) => at % 4);
    expectAlike(seriesOf(4, saw).correlation, 1, 1e-14);
    const square = Array.from({ length: 40 }, (_, at) => Number(at % 4 < 2));
    expectAlike(seriesOf(2, square).correlation, -1, 1e-14);
  });

  it('is none without two pairs or without spread', () => {
    expect(seriesOf(2, [1, 2, 3]).correlation).toBeNull();
    expect(seriesOf(1, [0.1, 0.1, 0.1, 0.1]).correlation).toBeNull();
  });

  it('refuses a lag below 1, a state of another lag, and merging with one', () => {
    for (const lag of [0, 1.5, Number.NaN]) expect(() => Autocorrelation.create(lag)).toThrow(`not ${lag}`);
    expect(() => Autocorrelation.load(seriesOf(2, X).save(), 3)).toThrow('lag 2 and 3 is declared');
    expect(() => seriesOf(2, X).merge(seriesOf(3, X))).toThrow('a lag of 2 does not merge with one of 3');
  });
});
