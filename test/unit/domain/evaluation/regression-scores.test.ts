import { createScores } from '../../../../functions/domain/evaluation/create-scores';
import { floats } from './streams';

const LABEL = floats(3, -0.5, 2, 7, 1e6);
const PREDICTIONS = floats(2.5, 0, 2.1, 7.8, 1e6 + 3);

const scored = (predictions: Float64Array, label: Float64Array, weight: Float64Array) => {
  const scores = createScores('regression', 1);
  scores.add(predictions, label, weight, label.length);
  return scores.report();
};

// scikit-learn 1.9.1 mean_absolute_error, root_mean_squared_error
test('five values score as in scikit-learn, without and with weights', () => {
  const plain = scored(PREDICTIONS, LABEL, floats(1, 1, 1, 1, 1));
  expect(plain.mae).toBeCloseTo(0.98, 14);
  expect(plain.rmse).toBeCloseTo(1.4247806848775009, 14);
  const weighted = scored(PREDICTIONS, LABEL, floats(1, 2, 0.5, 1, 0.25));
  expect(weighted.mae).toBeCloseTo(0.6526315789473683, 14);
  expect(weighted.rmse).toBeCloseTo(0.8759956741061177, 14);
  expect(weighted).toMatchObject({ examples: 5, weight: 4.75 });
});

test('small errors after a huge one still count', () => {
  // By hand: 1e16 and ten thousand times 1 over 10,001 examples; a plain sum of squares loses every 1.
  const count = 10_001;
  const label = new Float64Array(count).fill(1);
  label[0] = 1e8;
  const { rmse } = scored(new Float64Array(count), label, new Float64Array(count).fill(1));
  expect(rmse).toBe(Math.sqrt(10_000_000_000_010_000 / count));
});

test('without data, or without weight, there is no error to speak of', () => {
  expect(scored(floats(), floats(), floats())).toEqual({ examples: 0, weight: 0, mae: null, rmse: null });
  expect(scored(floats(1), floats(2), floats(0))).toEqual({ examples: 1, weight: 0, mae: null, rmse: null });
});

test.each([
  [NaN, 1, 'the error of row 0 is NaN'],
  [1, Infinity, 'the error of row 0 is -Infinity'],
  [1e101, 0, 'the error of row 0 is 1e+101; it must be at most 1e+100'],
])('a prediction of %d for %d is refused', (prediction, label, message) => {
  expect(() => scored(floats(prediction), floats(label), floats(1))).toThrow(message);
});
