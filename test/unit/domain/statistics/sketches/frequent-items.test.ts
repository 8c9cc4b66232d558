import fc from 'fast-check';
import { FrequentItems } from '../../../../../functions/domain/statistics/sketches/frequent-items';
import { statisticContract } from '../../../../contracts/statistic';

interface Weighted {
  readonly item: string;
  readonly weight: number;
}

const input: fc.Arbitrary<Weighted> = fc.record({
  item: fc.oneof(
    fc.nat({ max: 60 }).map((rank) => `item ${Math.floor((rank * rank) / 60)}`),
    fc.constantFrom('', '__proto__', '\ud800', 'é'),
  ),
  weight: fc.constantFrom(0, 1, 1, 1, 2, 7),
});

/** The promises, against counts of all. */
function expectBounds(sketch: FrequentItems, inputs: readonly Weighted[]): void {
  const exact = new Map<string, number>();
  for (const { item, weight } of inputs) exact.set(item, (exact.get(item) ?? 0) + weight);
  const total = inputs.reduce((sum, { weight }) => sum + weight, 0);
  expect(sketch.weight).toBe(total);
  expect(sketch.error).toBeLessThanOrEqual((2 * total) / (sketch.counters + 1));
  for (const [item, count] of exact) {
    const { atLeast, atMost } = sketch.countOf(item);
    expect(atLeast).toBeLessThanOrEqual(count);
    expect(atMost).toBeGreaterThanOrEqual(count);
  }
  const share = 2 / sketch.counters;
  const found = sketch.above(share).map(({ item }) => item);
  for (const [item, count] of exact) if (count > share * total) expect(found).toContain(item);
}

statisticContract<FrequentItems, Weighted>('frequent items', {
  make: () => FrequentItems.create(8),
  load: FrequentItems.load,
  update: (sketch, { item, weight }) => sketch.add(item, weight),
  read: (sketch) => [sketch.weight, sketch.error, sketch.above(0)],
  input,
  merge: (a, b) => a.merge(b),
  mergedAnswers: (merged, onePass, inputs) => {
    expectBounds(merged, inputs);
    expectBounds(onePass, inputs);
  },
});

describe('frequent items', () => {
  it('are exact while there are counters for all, the most frequent first, equal ones by their text', () => {
    const sketch = FrequentItems.create(4);
    for (const item of ['b', 'a', 'c', 'c', 'c']) sketch.add(item);
    expect(sketch.error).toBe(0);
    expect(sketch.above(0.1)).toEqual([
      { item: 'c', atLeast: 3, atMost: 3 },
      { item: 'a', atLeast: 1, atMost: 1 },
      { item: 'b', atLeast: 1, atMost: 1 },
    ]);
    expect(FrequentItems.create(4).above(0)).toEqual([]);
  });

  it('lose the median when the counters run out: by hand, of 5, 3, 1 and a fourth the second smallest but one', () => {
    const sketch = FrequentItems.create(3);
    for (const [item, weight] of [
      ['a', 5],
      ['b', 3],
      ['c', 1],
      ['d', 1],
    ] as const)
      sketch.add(item, weight);
    // Counters 1, 1, 3, 5: all lose 3, and only 5 - 3 is left.
    expect(sketch.above(0)).toEqual([{ item: 'a', atLeast: 2, atMost: 5 }]);
    expect(sketch.countOf('b')).toEqual({ item: 'b', atLeast: 0, atMost: 3 });
  });

  it('refuse too few counters, other counters, and weights below 0', () => {
    expect(() => FrequentItems.create(1)).toThrow(RangeError);
    expect(() => FrequentItems.create(4).merge(FrequentItems.create(5))).toThrow('5 counters');
    expect(() => FrequentItems.create(4).add('a', -1)).toThrow(RangeError);
  });
});
