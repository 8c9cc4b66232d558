import fc from 'fast-check';
import { Histogram } from '../../../../functions/domain/statistics/histogram';
import { statisticContract } from '../../../contracts/statistic';
import { X } from './numbers';

const EDGES = [-5, 0, 1.2, 4.4, 12.25];

const read = (histogram: Histogram) => ({
  bins: Array.from({ length: histogram.bins }, (_, bin) => histogram.weightIn(bin)),
  below: histogram.below,
  above: histogram.above,
  missing: histogram.missing,
  share: histogram.shareUpTo(2),
});

statisticContract('histogram', {
  make: () => Histogram.create(EDGES),
  load: (state) => Histogram.load(state, EDGES),
  update: (histogram, [value, weight]) => histogram.add(value, weight),
  read,
  input: fc.tuple(
    fc.oneof(fc.double({ min: -20, max: 20 }), fc.constantFrom(...EDGES, Infinity, -Infinity)),
    fc.constantFrom(0, 0.25, 1, 3),
  ),
  merge: (a, b) => a.merge(b),
});

const histogramOf = (values: readonly number[], edges: readonly number[] = EDGES): Histogram => {
  const histogram = Histogram.create(edges);
  for (const value of values) histogram.add(value);
  return histogram;
};

describe('histogram', () => {
  it('counts as numpy does, the last bin with its upper edge', () => {
    // numpy 2.4.6 np.histogram(x, bins=[-5, 0, 1.2, 4.4, 12.25]) is [1, 2, 3, 3]; -9.5 is below
    expect(read(histogramOf([...X, 12.25 + 1e-12]))).toMatchObject({ bins: [1, 2, 3, 3], below: 1, above: 1 });
  });

  it('shows both values of a 0/1 feature', () => {
    expect(read(histogramOf([0, 1, 1], [0, 0.5, 1])).bins).toEqual([1, 2]);
  });

  it('counts what is missing, and what is infinite as outside', () => {
    const odd = histogramOf([Number.NaN, Infinity, -Infinity, -Infinity]);
    expect([odd.missing, odd.above, odd.below, odd.weight]).toEqual([1, 1, 2, 3]);
  });

  it('interpolates the share within a bin', () => {
    // One of 4 below 0, then 2 of 4 spread over 0 to 10, one above, by hand.
    const histogram = histogramOf([-1, 2, 3, 40], [0, 10, 20]);
    const shares = [-1, 0, 5, 10, 15, 20, Infinity].map((value) => histogram.shareUpTo(value));
    expect(shares).toEqual([0.25, 0.25, 0.5, 0.75, 0.75, 0.75, 1]);
    expect(histogram.shareUpTo(Number.NaN)).toBeNull();
    expect(histogramOf([Number.NaN]).shareUpTo(1)).toBeNull();
  });

  it('refuses edges that do not ascend, and to load or merge with other edges', () => {
    for (const edges of [[1], [1, 1], [2, 1], [0, Infinity], [0, Number.NaN]]) {
      expect(() => Histogram.create(edges)).toThrow('ascending');
    }
    const state = histogramOf(X).save();
    expect(() => Histogram.load(state, [0, 1])).toThrow('[0, 1] are declared');
    expect(() => histogramOf(X).merge(Histogram.create([0, 1]))).toThrow('equal edges');
  });
});
