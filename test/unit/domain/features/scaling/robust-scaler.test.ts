import fc from 'fast-check';
import { RobustScaler } from '../../../../../functions/domain/features/scaling/robust-scaler';
import { partialFit } from '../../../../../functions/domain/features/scaling/scale-rows';
import { Random } from '../../../../../functions/domain/numeric/random';
import { statisticContract } from '../../../../contracts/statistic';
import { X } from '../../statistics/numbers';

const value = fc.oneof(fc.double({ min: -1e6, max: 1e6 }), fc.constantFrom(Infinity, 0));
type Row = readonly [number, number];

/** The shares of the values that are below `at` and at most it. */
const shares = (rows: readonly Row[], at: number): [number, number] => {
  const seen = rows.filter(([x, weight]) => weight > 0 && Number.isFinite(x)).map(([x]) => x);
  const count = Math.max(1, seen.length);
  return [seen.filter((x) => x < at).length / count, seen.filter((x) => x <= at).length / count];
};

statisticContract('robust scaler', {
  make: () => RobustScaler.create(1, 7),
  load: (state) => RobustScaler.load(state, 1),
  update: (scaler, [x, weight]) => scaler.learn(0, x, weight),
  read: (scaler) => [scaler.scale(0, 3), scaler.unscale(0, 0), scaler.unscale(0, 1)],
  input: fc.tuple(value, fc.constantFrom(0, 0.5, 2)),
  merge: (a, b) => a.merge(b),
  // The merged median is the median of all values, its rank within KLL's 1.33 %, three times that for the worst case in a hundred.
  mergedAnswers: (merged, _, rows) => {
    const [below, upTo] = shares(rows, merged.unscale(0, 0));
    if (upTo === 0) return;
    expect(below).toBeLessThanOrEqual(0.54);
    expect(upTo).toBeGreaterThanOrEqual(0.46);
  },
});

const learned = (values: readonly number[]): RobustScaler => {
  const scaler = RobustScaler.create(1, 3);
  partialFit(scaler, Float64Array.from(values), values.length);
  return scaler;
};

it('scales nine values as scikit-learn does', () => {
  // scikit-learn 1.9.1 RobustScaler().fit(X[:9]).transform(X[:9]): of nine values the quartiles need no interpolation
  const wanted = [
    0.4318181818181818, -0.818181818181818, -0.2727272727272727, 1.4886363636363635, 0, 0, -2.4318181818181817,
    0.7272727272727273, 2.5113636363636362,
  ];
  const scaler = learned(X.slice(0, 9));
  for (const [at, one] of X.slice(0, 9).entries()) expect(scaler.scale(0, one)).toBeCloseTo(wanted[at]!, 14);
});

it('of 20,000 normal values has the median and the range of the distribution to the rank error', () => {
  const random = Random.seeded(4);
  const scaler = learned(Array.from({ length: 20_000 }, () => random.normal()));
  // scipy 1.17.1 norm.ppf(0.75) - norm.ppf(0.25) = 1.3489795; 0.0133 + 0.01 of rank is 0.06 at the median and 0.08 at a quartile.
  expect(Math.abs(scaler.unscale(0, 0))).toBeLessThan(0.06);
  expect(Math.abs(scaler.unscale(0, 1) - scaler.unscale(0, 0) - 1.3489795)).toBeLessThan(0.16);
});

it('is not moved far by one wild value in ten', () => {
  const tame = Array.from({ length: 90 }, (_, at) => at);
  const wild = learned([...tame, ...new Array<number>(9).fill(1e100)]);
  // Median 49 and quartiles 24 and 74 of 99 values, by hand.
  expect([wild.unscale(0, 0), wild.scale(0, 74)]).toEqual([49, 0.5]);
  expect([wild.scale(0, 1e100), wild.scale(0, -1e100)]).toEqual([20, -20]);
});

it('gives 0 without data and with equal quartiles, NaN for NaN', () => {
  expect([learned([]).scale(0, 3), learned([]).unscale(0, 1)]).toEqual([0, 0]);
  expect([learned([5, 5, 5, 5, 9]).scale(0, 9), learned([5, 5]).unscale(0, 1)]).toEqual([0, 5]);
  expect(learned([1, 2, 3]).scale(0, Number.NaN)).toBeNaN();
  expect(learned([]).scale(0, Number.NaN)).toBeNaN();
});

it('keeps the columns of a row apart', () => {
  const scaler = RobustScaler.create(2, 3);
  partialFit(scaler, Float64Array.of(1, 10, 2, 20, 3, 30), 3);
  expect([scaler.unscale(0, 0), scaler.unscale(1, 0)]).toEqual([2, 20]);
});

it('refuses a state of other columns', () => {
  expect(() => RobustScaler.load(learned(X).save(), 2)).toThrow('columns 1 and 2 is declared');
});
