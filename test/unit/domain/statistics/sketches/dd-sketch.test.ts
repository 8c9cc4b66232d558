import fc from 'fast-check';
import { Random } from '../../../../../functions/domain/numeric/random';
import { DdSketch } from '../../../../../functions/domain/statistics/sketches/dd-sketch';
import { statisticContract } from '../../../../contracts/statistic';

const RANKS = [0, 0.01, 0.25, 0.5, 0.75, 0.99, 1];
const read = (sketch: DdSketch): unknown => [
  sketch.count,
  sketch.min,
  sketch.max,
  RANKS.map((rank) => sketch.quantile(rank)),
];

const input = fc.record({
  value: fc.oneof(
    fc.integer({ min: -50, max: 50 }),
    fc.double({ noNaN: true, min: -1e100, max: 1e100 }),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, 5e-324, -1.7e308, 1.7e308),
  ),
  weight: fc.constantFrom(0, 1, 1, 3),
});

for (const bins of [2048, 16]) {
  statisticContract<DdSketch, { value: number; weight: number }>(`a DDSketch of ${bins} bins`, {
    make: () => DdSketch.create({ bins }),
    load: DdSketch.load,
    update: (sketch, { value, weight }) => sketch.add(value, weight),
    read,
    input,
    merge: (a, b) => a.merge(b),
  });
}

const of = (values: Iterable<number>, options = {}): DdSketch => {
  const sketch = DdSketch.create(options);
  for (const value of values) sketch.add(value);
  return sketch;
};

describe('a DDSketch', () => {
  it('answers nothing without data', () => {
    expect(read(DdSketch.create())).toEqual([0, null, null, RANKS.map(() => null)]);
  });

  it('with weights that are no whole numbers, answers the same after a stop, to the bit', () => {
    const weights = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.constantFrom(0.1, 0.7, 1e-9, 1e9)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(weights, (all) => {
        const sketch = DdSketch.create({ bins: 16 });
        for (const [value, weight] of all) sketch.add(value, weight);
        expect(read(DdSketch.load(sketch.save()))).toEqual(read(sketch));
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('gives each quantile within the relative error of the exact one, whatever its sign and magnitude', () => {
    const values = fc.array(
      fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.integer({ min: -9, max: 9 })),
      {
        minLength: 1,
        maxLength: 300,
      },
    );
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, rank) => {
        const large = all.filter((value) => value === 0 || Math.abs(value) > 1e-6);
        fc.pre(large.length > 0);
        const ordered = large.toSorted((a, b) => a - b);
        const exact = ordered[Math.max(0, Math.ceil(rank * large.length * (1 - 2 ** -50)) - 1)]!;
        const found = of(large).quantile(rank)!;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(0.01 * (1 + 1e-9) * Math.abs(exact));
      }),
      { seed: 13, numRuns: 300 },
    );
  });

  it('merged from parts of negative values only, it still has them', () => {
    const merged = of([-100, -1])
      .merge(of([-10]))
      .merge(of([5]));
    expect(merged.count).toBe(4);
    expect(merged.quantile(0.5)! / -10).toBeCloseTo(1, 1);
    expect([merged.min, merged.max]).toEqual([-100, 5]);
  });

  it('keeps the guarantee for the largest magnitudes when the bins are too few for all', () => {
    const random = Random.seeded(2);
    const values = Array.from({ length: 5000 }, () => 10 ** (12 * random.uniform()));
    const ordered = values.toSorted((a, b) => a - b);
    const sketch = of(values, { bins: 300 });
    expect(sketch.save().arrays.positiveBins!.length).toBeLessThanOrEqual(300);
    for (const rank of [0.9, 0.95, 0.99]) {
      const exact = ordered[Math.ceil(rank * 5000) - 1]!;
      expect(Math.abs(sketch.quantile(rank)! - exact)).toBeLessThanOrEqual(0.0100001 * exact);
    }
  });

  it('refuses to merge with one of another error, and settings without sense', () => {
    expect(() => of([1]).merge(of([1], { relativeError: 0.02 }))).toThrow('0.02');
    expect(() => DdSketch.create({ relativeError: 0 })).toThrow(RangeError);
    expect(() => DdSketch.create({ bins: 0 })).toThrow(RangeError);
    expect(() => of([]).add(1, -1)).toThrow(RangeError);
  });
});
