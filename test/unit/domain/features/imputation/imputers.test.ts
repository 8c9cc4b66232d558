import fc from 'fast-check';
import { ConstantImputer } from '../../../../../functions/domain/features/imputation/constant-imputer';
import { type FillsColumns, fillRows } from '../../../../../functions/domain/features/imputation/fill-rows';
import { LastValueImputer } from '../../../../../functions/domain/features/imputation/last-value-imputer';
import { MeanImputer } from '../../../../../functions/domain/features/imputation/mean-imputer';
import { MostFrequentImputer } from '../../../../../functions/domain/features/imputation/most-frequent-imputer';
import { partialFit } from '../../../../../functions/domain/features/scaling/scale-rows';
import { statisticContract } from '../../../../contracts/statistic';
import { expectAlike } from '../../statistics/alike';

const MOST_VALUES = 8;
const NAN = Number.NaN;

const value = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constantFrom(NAN, Infinity, -0));
const row = fc.tuple(value, value, fc.constantFrom(0, 0.5, 1, 2));
const read = (imputer: FillsColumns): number[] => [imputer.fill(0), imputer.fill(1)];
type Row = readonly [number, number, number];

statisticContract('mean imputer', {
  make: () => MeanImputer.create(2),
  load: (state) => MeanImputer.load(state, 2),
  update: (imputer, [x, y, weight]: Row) => imputer.learnRow(Float64Array.of(x, y), 0, weight),
  read,
  input: row,
  merge: (a, b) => a.merge(b),
  mergedAnswers: (merged, onePass) => {
    for (const column of [0, 1]) expectAlike(merged.fill(column), onePass.fill(column), 1e-13, 6);
  },
});

statisticContract('last value imputer', {
  make: () => LastValueImputer.create(2),
  load: (state) => LastValueImputer.load(state, 2),
  update: (imputer, [x, y, weight]: Row) => imputer.learnRow(Float64Array.of(x, y), 0, weight),
  read,
  input: row,
  merge: (a, b) => a.merge(b),
});

statisticContract('most frequent imputer', {
  make: () => MostFrequentImputer.create(2, MOST_VALUES),
  load: (state) => MostFrequentImputer.load(state, 2, MOST_VALUES),
  update: (imputer, [x, y, weight]: Row) => imputer.learnRow(Float64Array.of(x, y), 0, weight),
  read,
  input: row,
  merge: (a, b) => a.merge(b),
});

/** Two columns: 1, 2, missing, 4, 4 and missing, 8, 8, 2, 5. */
const ROWS = Float64Array.of(1, NAN, 2, 8, NAN, 8, 4, 2, 4, 5);

function filled(imputer: FillsColumns): number[] {
  const out = new Float64Array(ROWS.length);
  fillRows(imputer, ROWS, 5, out);
  return [...out];
}

describe('imputers', () => {
  it('fill with the mean of the column, as scikit-learn does', () => {
    const imputer = MeanImputer.create(2);
    partialFit(imputer, ROWS, 5);
    // scikit-learn 1.9.1 SimpleImputer(strategy='mean').fit(X).statistics_
    expect(filled(imputer)).toEqual([1, 5.75, 2, 8, 2.75, 8, 4, 2, 4, 5]);
  });

  it('fill with the most frequent value of the column, as scikit-learn does', () => {
    const imputer = MostFrequentImputer.create(2, MOST_VALUES);
    partialFit(imputer, ROWS, 5);
    // scikit-learn 1.9.1 SimpleImputer(strategy='most_frequent').fit(X).statistics_
    expect(filled(imputer)).toEqual([1, 8, 2, 8, 4, 8, 4, 2, 4, 5]);
  });

  it('fill with the last value of the column', () => {
    const imputer = LastValueImputer.create(2);
    partialFit(imputer, ROWS, 3);
    expect(filled(imputer)).toEqual([1, 8, 2, 8, 2, 8, 4, 2, 4, 5]);
  });

  it('fill with a constant, which has to be finite', () => {
    expect(filled(ConstantImputer.create([-1, 0.5]))).toEqual([1, 0.5, 2, 8, -1, 8, 4, 2, 4, 5]);
    for (const constant of [NAN, Infinity]) {
      expect(() => ConstantImputer.create([constant])).toThrow(`[${constant}]`);
    }
  });

  it('fill with 0 as long as there is no data', () => {
    const empty = [MeanImputer.create(2), LastValueImputer.create(2), MostFrequentImputer.create(2, 1)];
    for (const imputer of empty) {
      imputer.learnRow(Float64Array.of(NAN, Infinity), 0, 1);
      expect(read(imputer)).toEqual([0, 0]);
    }
  });
});

describe('the most frequent value', () => {
  const learned = (values: Iterable<number>, maxValues: number): MostFrequentImputer => {
    const imputer = MostFrequentImputer.create(1, maxValues);
    for (const one of values) imputer.learn(0, one, 1);
    return imputer;
  };

  it('is the first that came of equally frequent ones', () => {
    expect(learned([7, 3, 3, 7], 4).fill(0)).toBe(7);
  });

  it('is found among thousands when it has more of the weight than one kept value in the bound, in parts and merged too', () => {
    const often = (from: number): number[] => Array.from({ length: 3000 }, (_, at) => (at % 4 === 0 ? 5 : from + at));
    // A quarter of the weight, where more than a ninth is always kept.
    const [first, second] = [often(100), often(9000)];
    expect(learned([...first, ...second], 8).fill(0)).toBe(5);
    expect(learned(first, 8).merge(learned(second, 8)).fill(0)).toBe(5);
  });

  it('changes when one counter is fought for, as by hand', () => {
    // 5: 2; the first 3 takes one of it, the second the other, the third stays.
    expect(learned([5, 5, 3], 1).fill(0)).toBe(5);
    expect(learned([5, 5, 3, 3], 1).fill(0)).toBe(0);
    expect(learned([5, 5, 3, 3, 3], 1).fill(0)).toBe(3);
  });

  it('refuses to keep none, and a state of another bound', () => {
    expect(() => MostFrequentImputer.create(1, 0)).toThrow('not 0');
    expect(() => MostFrequentImputer.load(learned([1], 4).save(), 1, 5)).toThrow('maxValues 4 and 5 is declared');
    expect(() => MostFrequentImputer.load(learned([1], 4).save(), 2, 4)).toThrow('columns 1 and 2 is declared');
  });
});
