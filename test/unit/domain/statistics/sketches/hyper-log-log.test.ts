import fc from 'fast-check';
import { Random } from '../../../../../functions/domain/numeric/random';
import { HyperLogLog } from '../../../../../functions/domain/statistics/sketches/hyper-log-log';
import { statisticContract } from '../../../../contracts/statistic';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

statisticContract<HyperLogLog, [number, number]>('HyperLogLog', {
  make: () => HyperLogLog.create(6),
  load: HyperLogLog.load,
  update: (sketch, [high, low]) => sketch.add(high, low),
  read: (sketch) => sketch.estimate,
  input: fc.tuple(word, fc.oneof(word, fc.constant(0))),
  merge: (a, b) => a.merge(b),
});

describe('HyperLogLog', () => {
  it('estimates 0 of nothing, and as much of an item seen often as of one seen once', () => {
    const once = HyperLogLog.create();
    expect(once.estimate).toBe(0);
    once.add(123, 456);
    const often = HyperLogLog.create();
    for (let time = 0; time < 1000; time++) often.add(123, 456);
    expect(often.estimate).toBe(once.estimate);
    expect(once.estimate).toBeCloseTo(1, 3);
  });

  it('counts the zeros that lead, across both words: by hand', () => {
    const rankOf = (high: number, low: number): number => {
      const sketch = HyperLogLog.create(4);
      sketch.add(high, low);
      return sketch.save().arrays.registers![high >>> 28]!;
    };
    expect(rankOf(0x0800_0000, 0)).toBe(1);
    expect(rankOf(0xf000_0001, 0)).toBe(28);
    expect(rankOf(0xf000_0000, 0x8000_0000)).toBe(29);
    expect(rankOf(0xf000_0000, 1)).toBe(60);
    expect(rankOf(0, 0)).toBe(61);
  });

  it.each([100, 2000, 6000])('is unbiased and within its standard error of %d items over 100 seeds', (items) => {
    const errors = Array.from({ length: 100 }, (_, seed) => {
      const random = Random.seeded(seed);
      const sketch = HyperLogLog.create(10);
      for (let item = 0; item < items; item++) sketch.add(random.word(), random.word());
      return sketch.estimate / items - 1;
    });
    const bound = HyperLogLog.create(10).standardError;
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const deviation = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
    // A mean of 100 has a tenth of the deviation: four of them; a deviation of 100 is known to 7 %: three of them.
    expect(Math.abs(mean)).toBeLessThan(0.4 * bound);
    expect(deviation).toBeLessThan(1.22 * bound);
  });

  it('refuses another precision', () => {
    expect(() => HyperLogLog.create(3)).toThrow(RangeError);
    expect(() => HyperLogLog.create(10).merge(HyperLogLog.create(11))).toThrow('11');
  });
});
