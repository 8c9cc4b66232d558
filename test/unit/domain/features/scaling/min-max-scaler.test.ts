import fc from 'fast-check';
import { MinMaxScaler } from '../../../../../functions/domain/features/scaling/min-max-scaler';
import { partialFit, scaleRows } from '../../../../../functions/domain/features/scaling/scale-rows';
import { statisticContract } from '../../../../contracts/statistic';
import { X } from '../../statistics/numbers';

const value = fc.oneof(fc.double({ min: -1e6, max: 1e6 }), fc.constantFrom(Infinity, 0));

statisticContract('min-max scaler', {
  make: () => MinMaxScaler.create(2),
  load: (state) => MinMaxScaler.load(state, 2),
  update: (scaler, [x, y, weight]) => scaler.learnRow(Float64Array.of(x, y), 0, weight),
  read: (scaler) => [scaler.scale(0, 3), scaler.scale(1, -5), scaler.unscale(0, 0), scaler.unscale(1, 1)],
  input: fc.tuple(value, value, fc.constantFrom(0, 0.5, 2)),
  merge: (a, b) => a.merge(b),
});

const learned = (values: readonly number[]): MinMaxScaler => {
  const scaler = MinMaxScaler.create(1);
  partialFit(scaler, Float64Array.from(values), values.length);
  return scaler;
};

it('scales as scikit-learn does', () => {
  // scikit-learn 1.9.1 MinMaxScaler().fit(X).transform(X)
  const wanted = [
    0.5793103448275863, 0.3264367816091954, 0.4367816091954023, 0.7931034482758621, 0.49195402298850577,
    0.49195402298850577, 0, 0.639080459770115, 1, 0.46436781609195404,
  ];
  const scaled = Float64Array.from(X);
  scaleRows(learned(X), scaled, X.length, scaled);
  for (const [at, found] of scaled.entries()) expect(found).toBeCloseTo(wanted[at]!, 14);
});

it('keeps the columns of a block apart, and passes rows of weight 0 by', () => {
  const scaler = MinMaxScaler.create(2);
  partialFit(scaler, Float64Array.of(0, 10, 4, 30, 99, 99), 3, Float64Array.of(1, 1, 0));
  const out = new Float64Array(4);
  scaleRows(scaler, Float64Array.of(1, 15, 3, 20), 2, out);
  expect([...out]).toEqual([0.25, 0.25, 0.75, 0.5]);
});

it('clips what lies outside the range so far', () => {
  const scaler = learned([2, 6]);
  expect([1e100, -1e100, Infinity, -Infinity, 6, 2].map((one) => scaler.scale(0, one))).toEqual([1, 0, 1, 0, 1, 0]);
});

it('gives 0 without data and without spread, NaN for NaN', () => {
  expect([learned([]).scale(0, 3), learned([]).unscale(0, 1)]).toEqual([0, 0]);
  expect([learned([5, 5]).scale(0, 9), learned([5, 5]).unscale(0, 1)]).toEqual([0, 5]);
  expect(learned([]).scale(0, Number.NaN)).toBeNaN();
  expect(learned([1, Number.NaN, 2]).scale(0, Number.NaN)).toBeNaN();
});
