import { binOf } from '../../../../functions/domain/drift/number-bins';

/** IEEE 754: 1 is 0x3FF0 0000 0000 0000, the four bits after 0x3FF are the first of the mantissa. */
it('is the top of the float64, in the order of the numbers', () => {
  expect(binOf(1)).toBe(0x8000 + 0x3ff0);
  expect(binOf(1.0624)).toBe(0x8000 + 0x3ff0);
  expect(binOf(1.0625)).toBe(0x8000 + 0x3ff1);
  expect(binOf(2)).toBe(0x8000 + 0x4000);
  expect(binOf(0)).toBe(0x8000);
  expect(binOf(-1)).toBe(0x7fff - 0x3ff0);
});

it('has one bin for 0, with or without a sign', () => {
  expect(binOf(-0)).toBe(binOf(0));
  expect(binOf(1e-300)).toBeGreaterThan(binOf(0));
  expect(binOf(-1e-300)).toBeLessThan(binOf(0));
});

it('never puts a greater number into an earlier bin, from -1e100 to 1e100', () => {
  const magnitudes = Array.from({ length: 4001 }, (_, at) => 10 ** (at / 20 - 100));
  const ascending = [...magnitudes.map((value) => -value).reverse(), 0, ...magnitudes];
  const bins = ascending.map(binOf);
  expect(bins).toEqual([...bins].sort((a, b) => a - b));
  expect(Math.min(...bins)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...bins)).toBeLessThanOrEqual(0xffff);
});

it('has bins of at most 1/16 of their lower edge', () => {
  for (let value = 1e-9; value < 1e9; value *= 1.37) {
    expect(binOf(value * (1 + 1 / 16 + 1e-12))).toBeGreaterThan(binOf(value));
  }
});
