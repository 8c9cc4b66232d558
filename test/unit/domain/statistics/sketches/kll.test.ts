import fc from 'fast-check';
import { Random } from '../../../../../functions/domain/numeric/random';
import { StateRefused } from '../../../../../functions/domain/state/saved-state';
import { KllSketch } from '../../../../../functions/domain/statistics/sketches/kll';
import { kllFromBytes, kllToBytes } from '../../../../../functions/domain/statistics/sketches/kll-bytes';
import { statisticContract } from '../../../../contracts/statistic';

const RANKS = [0, 0.01, 0.25, 0.5, 0.75, 0.99, 1];

const of = (values: readonly number[], seed = 1): KllSketch => {
  const sketch = KllSketch.create({ seed });
  for (const value of values) sketch.add(value);
  return sketch;
};

/** The sketch promises its rank error of one question; of the worst of many it may be twice that. */
function nearRanks(sketch: KllSketch, values: readonly number[]): void {
  expect(sketch.count).toBe(values.length);
  for (const bound of new Set(values)) {
    const exact = values.filter((value) => value <= bound).length / values.length;
    expect(Math.abs(sketch.rank(bound)! - exact)).toBeLessThanOrEqual(2 * sketch.rankError);
  }
}

for (const type of ['float32', 'float64'] as const) {
  statisticContract<KllSketch, { value: number; weight: number }>(`a KLL sketch of ${type}`, {
    make: () => KllSketch.create({ seed: 5, type }),
    load: KllSketch.load,
    update: (sketch, { value, weight }) => sketch.add(value, weight),
    read: (sketch) => [sketch.count, sketch.min, sketch.max, sketch.interquartileRange, sketch.quantiles(RANKS)],
    input: fc.record({
      value: fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(Number.NaN, Infinity, -Infinity, -0)),
      weight: fc.constantFrom(0, 1, 1, 1, 3),
    }),
    merge: (a, b) => a.merge(b),
    mergedAnswers: (merged, _, inputs) => {
      const values = inputs.flatMap(({ value, weight }) =>
        Number.isNaN(value) ? [] : Array.from({ length: weight }, () => value),
      );
      nearRanks(merged, values);
    },
  });
}

describe('a KLL sketch', () => {
  it('answers nothing without data, and of a NaN', () => {
    const empty = of([Number.NaN]);
    expect([empty.count, empty.min, empty.max, empty.median, empty.interquartileRange, empty.rank(3)]).toEqual([
      0,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(of([1]).rank(Number.NaN)).toBeNull();
  });

  it('is exact up to k values: by hand, of 1 to 100 the quartiles are 25 and 75', () => {
    const sketch = of(Array.from({ length: 100 }, (_, at) => 100 - at));
    expect(sketch.quantiles([0, 0.07, 0.25, 0.5, 0.75, 1])).toEqual([1, 7, 25, 50, 75, 100]);
    expect(sketch.interquartileRange).toBe(50);
    expect(sketch.cdf([0, 1, 30.5, 100, 101])).toEqual([0, 0.01, 0.3, 1, 1]);
    expect(sketch.rank(30.5)).toBe(0.3);
  });

  it('takes infinities as values like others', () => {
    const sketch = of([3, Infinity, -Infinity]);
    expect(sketch.quantiles([0, 0.5, 1])).toEqual([-Infinity, 3, Infinity]);
    expect(of([Infinity, Infinity]).interquartileRange).toBeNull();
  });

  it.each([199, 200, 1_000_000, 2 ** 40 + 1])('counts a value of weight %d so often', (weight) => {
    const sketch = of([1, 2]);
    sketch.add(5, weight);
    expect(sketch.count).toBe(weight + 2);
    expect(sketch.rank(4)).toBe(2 / (weight + 2));
    expect([sketch.min, sketch.max, sketch.median]).toEqual([1, 5, 5]);
  });

  it.each([-1, 0.5, Number.NaN, Infinity])('refuses the weight %d', (weight) => {
    expect(() => of([]).add(1, weight)).toThrow(RangeError);
  });

  it('refuses to merge with one of another k or type', () => {
    expect(() => of([1]).merge(KllSketch.create({ seed: 1, k: 100 }))).toThrow('k = 100');
    expect(() => of([1]).merge(KllSketch.create({ seed: 1, type: 'float32' }))).toThrow('float32');
  });

  it('keeps to the rank error that DataSketches states for k = 200, 1.33 %', () => {
    expect(of([]).rankError).toBeCloseTo(0.0133, 4);
  });
});

describe('the bytes of a KLL sketch', () => {
  it('give back a sketch that goes on as the first does, and the same bytes again', () => {
    const values = fc.array(fc.double(), { maxLength: 700 });
    const type = fc.constantFrom('float32' as const, 'float64' as const);
    fc.assert(
      fc.property(values, values, type, (before, after, type) => {
        const sketch = KllSketch.create({ seed: 3, type });
        for (const value of before) sketch.add(value);
        const copy = kllFromBytes(kllToBytes(sketch));
        expect(kllToBytes(copy)).toEqual(kllToBytes(sketch));
        for (const value of after) {
          sketch.add(value);
          copy.add(value);
        }
        expect(kllToBytes(copy)).toEqual(kllToBytes(sketch));
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('begin as the diagram says', () => {
    const bytes = Buffer.from(kllToBytes(of([7])));
    expect(bytes.toString('latin1', 0, 4)).toBe('PKLL');
    expect([bytes[4], bytes[5], bytes.readUInt16LE(6), bytes.readDoubleLE(8)]).toEqual([1, 8, 200, 1]);
    expect([bytes.readUInt32LE(48), bytes.readUInt32LE(52), bytes.readDoubleLE(56), bytes.length]).toEqual([
      1, 1, 7, 64,
    ]);
  });

  it('are refused with another beginning, another format, cut short, or with a NaN inside', () => {
    const good = kllToBytes(of([1, 2, 3]));
    const changed = (at: number, byte: number) => good.map((old, index) => (index === at ? byte : old));
    expect(() => kllFromBytes(changed(0, 1))).toThrow(StateRefused);
    expect(() => kllFromBytes(changed(4, 9))).toThrow(/format 9 .* format 1/);
    expect(() => kllFromBytes(changed(8, 1))).toThrow(StateRefused);
    for (let length = 0; length < good.length; length++) {
      expect(() => kllFromBytes(good.subarray(0, length))).toThrow(StateRefused);
    }
    const withNaN = good.slice();
    withNaN.fill(255, good.length - 8);
    expect(() => kllFromBytes(withNaN)).toThrow(/NaN/);
  });
});

/** `npm run bench -- --only kll-error` has a thousand longer trials of each, and asks about every rank. */
describe('the rank error of KLL sketches with k = 200', () => {
  const VALUES = 1200;
  const source = Random.seeded(41);
  const normals = Float64Array.from({ length: 50_000 }, () => source.normal());
  const shapes: Record<string, (random: Random, at: number) => number> = {
    uniform: (random) => random.uniform(),
    normal: (random) => normals[random.word() % normals.length]!,
    sorted: (_, at) => at,
    reversed: (_, at) => -at,
    blocky: (_, at) => (Math.floor(at / 60) * 7) % 20,
  };

  function worstError(sketch: KllSketch, values: Float64Array): number {
    const ordered = values.slice().sort();
    const asked = sketch.sorted();
    let worst = 0;
    for (let at = 11; at < VALUES; at += 12) {
      let last = at;
      while (ordered[last + 1] === ordered[at]) last += 1;
      worst = Math.max(worst, Math.abs(asked.rank(ordered[at]!)! - (last + 1) / VALUES));
    }
    return worst;
  }

  function ninetyNinth(trials: number, trial: (seed: number) => number): number {
    const errors = Float64Array.from({ length: trials }, (_, seed) => trial(seed)).sort();
    return errors[Math.ceil(0.99 * trials) - 1]!;
  }

  it.each(Object.entries(shapes))(
    'of %s input the worst of a hundred ranks is within 1.33 % in 198 of 200 trials',
    (_, shape) => {
      const error = ninetyNinth(200, (seed) => {
        const random = Random.seeded(seed);
        const values = Float64Array.from({ length: VALUES }, (_, at) => shape(random, at));
        const sketch = KllSketch.create({ seed: seed + 5000 });
        for (const value of values) sketch.add(value);
        return worstError(sketch, values);
      });
      expect(error).toBeLessThanOrEqual(0.0133);
    },
  );

  it.each(Object.entries(shapes))(
    'of %s input it is so in each of 50 trials when 64 unequal sketches are merged',
    (_, shape) => {
      const error = ninetyNinth(50, (seed) => {
        const random = Random.seeded(seed);
        const values = Float64Array.from({ length: VALUES }, (_, at) => shape(random, at));
        const ends = Array.from({ length: 63 }, () => Math.floor(VALUES * random.uniform() ** 2)).sort((a, b) => a - b);
        const parts = [...ends, VALUES].map((end, part) =>
          of([...values.subarray(ends[part - 1] ?? 0, end)], 64 * seed + part),
        );
        return worstError(
          parts.reduce((a, b) => a.merge(b)),
          values,
        );
      });
      expect(error).toBeLessThanOrEqual(0.0133);
    },
  );
});
