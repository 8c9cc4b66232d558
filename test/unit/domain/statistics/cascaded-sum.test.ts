import { addSum, addTerm, SUM_CELLS, sumOf } from '../../../../functions/domain/statistics/cascaded-sum';
import { uniforms } from '../evaluation/streams';

const summed = (terms: Iterable<number>): Float64Array => {
  const cells = new Float64Array(SUM_CELLS);
  for (const term of terms) addTerm(cells, 0, term);
  return cells;
};

test('a million times 0.1 is 100000, where a plain sum gives 100000.00000133288', () => {
  // Python 3.11.7 math.fsum([0.1] * 1000000)
  expect(sumOf(summed(new Float64Array(1_000_000).fill(0.1)), 0)).toBe(100_000);
});

test('terms over 18 orders of magnitude add up to the exact sum rounded once', () => {
  const next = uniforms(7);
  const terms = Array.from({ length: 5000 }, () => next() * 2 ** (Math.floor(next() * 60) - 30));
  // Python 3.11.7 math.fsum; a plain sum gives 44256728651.83992
  expect(sumOf(summed(terms), 0)).toBe(44256728651.840034);
});

test('a small term between two large ones of opposite sign is not lost', () => {
  expect(sumOf(summed([1e16, 1, -1e16]), 0)).toBe(1);
});

test('sums of parts add up to the sum of the whole', () => {
  const next = uniforms(8);
  const terms = Array.from({ length: 3000 }, next);
  const parts = summed(terms.slice(0, 17));
  addSum(parts, 0, summed(terms.slice(17, 2000)), 0);
  addSum(parts, 0, summed(terms.slice(2000)), 0);
  expect(sumOf(parts, 0)).toBe(sumOf(summed(terms), 0));
});

test('what a part had rounded away counts in the whole', () => {
  const parts = summed([1e16, 1]);
  addSum(parts, 0, summed([-1e16, 1]), 0);
  expect(sumOf(parts, 0)).toBe(2);
});

test('nothing added is 0', () => {
  expect(sumOf(summed([]), 0)).toBe(0);
});
