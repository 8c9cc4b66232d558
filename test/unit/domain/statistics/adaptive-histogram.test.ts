import fc from 'fast-check';
import { Random } from '../../../../functions/domain/numeric/random';
import { AdaptiveHistogram } from '../../../../functions/domain/statistics/adaptive-histogram';
import { statisticContract } from '../../../contracts/statistic';
import { expectAlike } from './alike';

const histogramOf = (values: readonly number[], maxBins = 5): AdaptiveHistogram => {
  const histogram = AdaptiveHistogram.create(maxBins);
  for (const value of values) histogram.add(value);
  return histogram;
};

statisticContract('adaptive histogram', {
  make: () => AdaptiveHistogram.create(8),
  load: (state) => AdaptiveHistogram.load(state, 8),
  update: (histogram, [value, weight]) => histogram.add(value, weight),
  read: (histogram) => [histogram.bins, histogram.weightUpTo(3), histogram.quantile(0.5), histogram.max],
  input: fc.tuple(fc.double({ min: -1e6, max: 1e6 }), fc.constantFrom(0, 0.5, 1, 3)),
  merge: (a, b) => a.merge(b),
  mergedAnswers: (merged, onePass) => {
    expect([merged.weight, merged.min, merged.max]).toEqual([onePass.weight, onePass.min, onePass.max]);
    const centre = (histogram: AdaptiveHistogram): number =>
      histogram.bins.reduce((sum, [at, weight]) => sum + at * weight, 0);
    expectAlike(centre(merged), centre(onePass), 1e-12, 1e10);
  },
});

describe('adaptive histogram', () => {
  // The worked example of Ben-Haim and Tom-Tov (2010), five bins.
  const first = [23, 19, 10, 16, 36, 2, 9];
  const second = [32, 30, 45];
  const near = (bins: readonly (readonly [number, number])[]): unknown =>
    bins.map(([centre, weight]) => [expect.closeTo(centre, 12), weight]);

  it('joins the closest neighbours, as in the paper', () => {
    expect(histogramOf(first.slice(0, 6)).bins).toEqual([
      [2, 1],
      [10, 1],
      [17.5, 2],
      [23, 1],
      [36, 1],
    ]);
    expect(histogramOf(first).bins).toEqual([
      [2, 1],
      [9.5, 2],
      [17.5, 2],
      [23, 1],
      [36, 1],
    ]);
  });

  it('of equally close neighbours joins the lowest', () => {
    expect(histogramOf([3, 1, 2], 2).bins).toEqual([
      [1.5, 2],
      [3, 1],
    ]);
  });

  it('merges as in the paper, and sums up to 15 as there', () => {
    const merged = histogramOf(first).merge(histogramOf(second));
    expect(merged.bins).toEqual(
      near([
        [2, 1],
        [9.5, 2],
        [58 / 3, 3],
        [98 / 3, 3],
        [45, 1],
      ]),
    );
    // 1 + 2/2 + (2 + 2.559) / 2 x 5.5 / 9.833 = 3.275: the paper prints 3.28. By hand from its formula.
    expectAlike(merged.weightUpTo(15), 3.275, 1e-3);
  });

  it('with 64 bins gives the quantiles of 10,000 uniform values to 0.02', () => {
    const random = Random.seeded(5);
    const values = Array.from({ length: 10_000 }, () => random.uniform());
    const histogram = histogramOf(values, 64);
    for (const rank of [0.05, 0.25, 0.5, 0.75, 0.95]) expectAlike(histogram.quantile(rank), rank, 0.02, 1);
  });

  it('inverts itself: the weight up to a quantile is its rank', () => {
    const histogram = histogramOf([...first, ...second, 7, 7, 7, 61]);
    for (const rank of [0.01, 0.2, 0.35, 0.5, 0.8, 0.9]) {
      expectAlike(histogram.weightUpTo(histogram.quantile(rank)!), rank * histogram.weight, 1e-12);
    }
    expect([histogram.quantile(0), histogram.quantile(1)]).toEqual([2, 61]);
  });

  it('keeps few values exactly, and equal ones as one bin', () => {
    const histogram = histogramOf([3, 1, 3, 3]);
    expect(histogram.bins).toEqual([
      [1, 1],
      [3, 3],
    ]);
    expect([histogram.weightUpTo(0.9), histogram.weightUpTo(3)]).toEqual([0, 4]);
  });

  it('is empty without data, and passes missing values by', () => {
    const none = histogramOf([Number.NaN, -Infinity]);
    expect([none.weight, none.min, none.max, none.quantile(0.5), none.weightUpTo(0)]).toEqual([0, null, null, null, 0]);
    expect(histogramOf([1]).quantile(1.1)).toBeNull();
    expect([histogramOf([4]).quantile(0.5), histogramOf([4]).weightUpTo(4)]).toEqual([4, 1]);
  });

  it('refuses fewer than 2 bins, and a state of other bins', () => {
    for (const bins of [1, 2.5, Number.NaN]) expect(() => AdaptiveHistogram.create(bins)).toThrow(`not ${bins}`);
    expect(() => AdaptiveHistogram.load(histogramOf(first).save(), 6)).toThrow('maxBins 5 and 6 is declared');
  });
});
