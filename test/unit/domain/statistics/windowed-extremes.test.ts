import fc from 'fast-check';
import { WindowedExtremes } from '../../../../functions/domain/statistics/windowed-extremes';
import { statisticContract } from '../../../contracts/statistic';
import { X } from './numbers';

statisticContract('windowed extremes', {
  make: () => WindowedExtremes.create(7),
  load: (state) => WindowedExtremes.load(state, 7),
  update: (window, value) => window.add(value),
  read: ({ count, min, max }) => ({ count, min, max }),
  input: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double()),
});

const windowOf = (size: number, values: Iterable<number>): WindowedExtremes => {
  const window = WindowedExtremes.create(size);
  for (const value of values) window.add(value);
  return window;
};

describe('windowed extremes', () => {
  it('are those of pandas over the last four values', () => {
    // pandas 3.1.1 x.rolling(4).min() and .max()
    const least = [-2.4, -2.4, 0, -9.5, -9.5, -9.5, -9.5];
    const greatest = [7.75, 7.75, 7.75, 7.75, 4.4, 12.25, 12.25];
    const window = WindowedExtremes.create(4);
    for (const [at, value] of X.entries()) {
      window.add(value);
      if (at >= 3) expect([window.min, window.max]).toEqual([least[at - 3], greatest[at - 3]]);
    }
  });

  it('are those of the last values of any stream', () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 9 }), (stream, size) => {
        const { count, min, max } = windowOf(size, stream);
        const last = stream.slice(-size);
        expect([count, min, max]).toEqual([last.length, Math.min(...last), Math.max(...last)]);
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('are none without data, and pass missing values by', () => {
    const none = windowOf(3, [Number.NaN, Infinity]);
    expect([none.count, none.min, none.max]).toEqual([0, null, null]);
    const two = windowOf(2, [5, 1, Number.NaN, -Infinity]);
    expect([two.min, two.max]).toEqual([1, 5]);
  });

  it('refuse a size below 1 and a state of another size', () => {
    for (const size of [0, 1.5, Number.NaN]) expect(() => WindowedExtremes.create(size)).toThrow(`not ${size}`);
    expect(() => WindowedExtremes.load(windowOf(4, X).save(), 5)).toThrow('size 4 and 5 is declared');
  });
});
