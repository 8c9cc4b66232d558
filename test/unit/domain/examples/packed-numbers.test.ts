import { packNumbers, unpackNumbers } from '../../../../functions/domain/examples/packed-numbers';

it.each([
  ['none', [], 'Float64Array', 0, 0],
  ['one', [7], 'Float64Array', 1, 0],
  ['all alike', [1, 1, 1], 'Float64Array', 1, 0],
  ['all NaN', [Number.NaN, Number.NaN], 'Float64Array', 1, 0],
  ['labels', [0, 1, 0], 'Uint8Array', 3, 0],
  ['whole numbers over a base', [1e12, 1e12 + 255], 'Uint8Array', 2, 1e12],
  ['256 apart', [-6, 250], 'Uint16Array', 2, -6],
  ['65,536 apart', [0, 65_536], 'Uint32Array', 2, 0],
  ['2^32 apart', [0, 2 ** 32], 'Float64Array', 2, 0],
  ['fractions', [0.5, 1], 'Float64Array', 2, 0],
  ['a missing one', [1, Number.NaN], 'Float64Array', 2, 0],
  ['a negative zero', [-0, 1], 'Float64Array', 2, 0],
  ['both zeros', [0, -0], 'Float64Array', 2, 0],
  ['infinities', [Number.POSITIVE_INFINITY, 1], 'Float64Array', 2, 0],
  ['beyond 2^53, where a base would round', [2 ** 53, 2 ** 53 + 2], 'Float64Array', 2, 0],
])('%s: stored narrowly, and given back exactly', (_, values, type, length, base) => {
  const packed = packNumbers(Float64Array.from(values));
  expect({ type: packed.array.constructor.name, length: packed.array.length, base: packed.base }).toEqual({
    type,
    length,
    base,
  });
  const back = new Float64Array(values.length);
  expect(unpackNumbers(packed, values.length, back)).toBe(true);
  expect(back).toEqual(Float64Array.from(values));
});

it('another number of values than was packed is noticed', () => {
  const packed = packNumbers(Float64Array.of(1, 2, 3));
  expect(unpackNumbers(packed, 2, new Float64Array(2))).toBe(false);
  expect(unpackNumbers(packed, 4, new Float64Array(4))).toBe(false);
});
