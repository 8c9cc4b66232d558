import fc from 'fast-check';
import { Random } from '../../../../../functions/domain/numeric/random';
import { CountMin } from '../../../../../functions/domain/statistics/sketches/count-min';
import { statisticContract } from '../../../../contracts/statistic';

const hashes = Array.from({ length: 40 }, (_, seed) => {
  const random = Random.seeded(seed);
  return [random.word(), random.word()] as const;
});
const input = fc.record({ item: fc.nat({ max: 39 }), weight: fc.constantFrom(0, 1, 1, 5) });
const read = (sketch: CountMin): unknown => [sketch.weight, hashes.map(([high, low]) => sketch.countOf(high, low))];

for (const conservative of [false, true]) {
  statisticContract<CountMin, { item: number; weight: number }>(
    `count-min, ${conservative ? 'conservative' : 'plain'}`,
    {
      make: () => CountMin.create({ width: 10, depth: 3, conservative }),
      load: CountMin.load,
      update: (sketch, { item, weight }) => sketch.add(...hashes[item]!, weight),
      read,
      input,
      ...(conservative ? {} : { merge: (a: CountMin, b: CountMin) => a.merge(b) }),
    },
  );
}

describe('count-min', () => {
  it('counts 0 of nothing, and never too few; conservatively never more than plainly', () => {
    expect(CountMin.create({ width: 3 }).countOf(1, 2)).toBe(0);
    fc.assert(
      fc.property(fc.array(input, { maxLength: 200 }), (inputs) => {
        const [plain, conservative] = [
          CountMin.create({ width: 10 }),
          CountMin.create({ width: 10, conservative: true }),
        ];
        const exact = new Float64Array(hashes.length);
        for (const { item, weight } of inputs) {
          exact[item]! += weight;
          plain.add(...hashes[item]!, weight);
          conservative.add(...hashes[item]!, weight);
        }
        for (const [item, hash] of hashes.entries()) {
          expect(conservative.countOf(...hash)).toBeGreaterThanOrEqual(exact[item]!);
          expect(plain.countOf(...hash)).toBeGreaterThanOrEqual(conservative.countOf(...hash));
        }
      }),
      { seed: 19, numRuns: 60 },
    );
  });

  it.each([1, 2, 4])('exceeds e / width of the whole with %d rows no more often than e^-rows', (depth) => {
    const random = Random.seeded(depth);
    const items = Array.from({ length: 2000 }, () => [random.word(), random.word(), 1 + (random.word() % 20)] as const);
    const sketch = CountMin.create({ width: 200, depth });
    for (const [high, low, weight] of items) sketch.add(high, low, weight);
    const beyond = items.filter(([high, low, weight]) => sketch.countOf(high, low) - weight > sketch.error).length;
    expect(beyond / items.length).toBeLessThanOrEqual(Math.exp(-depth));
  });

  it('refuses to merge conservative sketches and those of another size', () => {
    const wide = CountMin.create({ width: 10 });
    expect(() => wide.merge(CountMin.create({ width: 11 }))).toThrow('4 x 11');
    expect(() => wide.merge(CountMin.create({ width: 10, conservative: true }))).toThrow(/conservative/);
    expect(() => wide.add(1, 2, -1)).toThrow(RangeError);
    expect(() => CountMin.create({ width: 0 })).toThrow(RangeError);
  });
});
