import fc from 'fast-check';
import { MaxAbsScaler } from '../../../../../functions/domain/features/scaling/max-abs-scaler';
import { partialFit } from '../../../../../functions/domain/features/scaling/scale-rows';
import { statisticContract } from '../../../../contracts/statistic';
import { X } from '../../statistics/numbers';

const value = fc.oneof(fc.double({ min: -1e6, max: 1e6 }), fc.constantFrom(-Infinity, 0));

statisticContract('max-abs scaler', {
  make: () => MaxAbsScaler.create(2),
  load: (state) => MaxAbsScaler.load(state, 2),
  update: (scaler, [x, y, weight]) => scaler.learnRow(Float64Array.of(x, y), 0, weight),
  read: (scaler) => [scaler.scale(0, 3), scaler.scale(1, -5), scaler.unscale(0, 1), scaler.unscale(1, 1)],
  input: fc.tuple(value, value, fc.constantFrom(0, 0.5, 2)),
  merge: (a, b) => a.merge(b),
});

const learned = (values: readonly number[]): MaxAbsScaler => {
  const scaler = MaxAbsScaler.create(1);
  partialFit(scaler, Float64Array.from(values), values.length);
  return scaler;
};

it('scales as scikit-learn does', () => {
  // scikit-learn 1.9.1 MaxAbsScaler().fit(X).transform(X)
  const wanted = [
    0.2530612244897959, -0.19591836734693877, 0, 0.6326530612244898, 0.09795918367346938, 0.09795918367346938,
    -0.7755102040816326, 0.3591836734693878, 1, 0.04897959183673469,
  ];
  const scaler = learned(X);
  for (const [at, one] of X.entries()) expect(scaler.scale(0, one)).toBeCloseTo(wanted[at]!, 15);
});

it('takes the magnitude of a negative value', () => {
  expect([1, -2, -4].map((one) => learned([2, -4]).scale(0, one))).toEqual([0.25, -0.5, -1]);
});

it('clips what is larger than all so far', () => {
  expect([9, -9, Infinity, -Infinity].map((one) => learned([2, -4]).scale(0, one))).toEqual([1, -1, 1, -1]);
});

it('gives 0 without data and for zeros alone, NaN for NaN', () => {
  expect([learned([]).scale(0, 3), learned([0, 0]).scale(0, 3), learned([]).unscale(0, 1)]).toEqual([0, 0, 0]);
  expect(learned([5, Number.NaN]).scale(0, Number.NaN)).toBeNaN();
  expect(learned([]).scale(0, Number.NaN)).toBeNaN();
});
