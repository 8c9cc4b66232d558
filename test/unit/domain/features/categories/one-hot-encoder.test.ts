import fc from 'fast-check';
import { categoryKey } from '../../../../../functions/domain/features/categories/category-key';
import { OneHotEncoder } from '../../../../../functions/domain/features/categories/one-hot-encoder';
import { statisticContract } from '../../../../contracts/statistic';

statisticContract('one-hot encoder', {
  make: () => OneHotEncoder.create(5),
  load: (state) => OneHotEncoder.load(state, 5),
  update: (encoder, key) => encoder.learn(key),
  read: (encoder) => Array.from({ length: 9 }, (_, key) => encoder.column(key)),
  input: fc.nat(8),
  merge: (a, b) => a.merge(b),
});

const learned = (keys: readonly number[], maxCategories = 2): OneHotEncoder => {
  const encoder = OneHotEncoder.create(maxCategories);
  for (const key of keys) encoder.learn(key);
  return encoder;
};

it('gives the first categories a column each, and all others the last', () => {
  const encoder = learned([70, 40, 70, 90]);
  expect([encoder.columns, encoder.categories]).toEqual([3, 2]);
  expect([70, 40, 90, 5].map((key) => encoder.column(key))).toEqual([0, 1, 2, 2]);
});

it('writes one 1 among zeros', () => {
  const out = new Float64Array(5).fill(9);
  learned([70, 40]).encode(40, out, 1);
  expect([...out]).toEqual([9, 0, 1, 0, 9]);
});

it('before anything is learned uses the last column', () => {
  expect(learned([]).column(7)).toBe(2);
});

it('refuses a vocabulary below 1, and a state or a merge of another size', () => {
  for (const size of [0, 1.5, Number.NaN]) expect(() => OneHotEncoder.create(size)).toThrow(`not ${size}`);
  expect(() => OneHotEncoder.load(learned([1]).save(), 3)).toThrow('maxCategories 2 and 3 is declared');
  expect(() => learned([1]).merge(OneHotEncoder.create(3))).toThrow('does not merge');
  const twice = { ...learned([1]).save(), arrays: { keys: Float64Array.of(4, 4) } };
  expect(() => OneHotEncoder.load(twice, 2)).toThrow('2 categories, of them 1 usable');
});

it('takes the low 53 bits of an identity for a key', () => {
  expect(categoryKey(0xffff_ffff, 0xffff_ffff)).toBe(2 ** 53 - 1);
  expect(categoryKey(5, 1)).toBe(2 ** 32 + 5);
  expect(categoryKey(5, 0x8020_0000)).toBe(5);
});
