import { createScores, mergeScores } from '../../../../functions/domain/evaluation/create-scores';
import { floats } from './streams';

// biome-ignore format: one row an example
const PREDICTIONS = floats(
  0.7, 0.2, 0.1,
  0.1, 0.6, 0.3,
  0.25, 0.25, 0.5,
  0.4, 0.4, 0.2,
  0.05, 0.9, 0.05,
  0.3, 0.3, 0.4,
  0.2, 0.5, 0.3,
  0.6, 0.1, 0.3,
);
const LABEL = floats(0, 1, 2, 1, 0, 2, 1, 0);
const WEIGHT = floats(1, 2, 1, 0.5, 1, 0.25, 3, 1);

const scored = (predictions: Float64Array, label: Float64Array, weight: Float64Array) => {
  const scores = createScores('multiclass', 3);
  scores.add(predictions, label, weight, label.length);
  return scores;
};

// scikit-learn 1.9.1: log_loss, brier_score_loss(scale_by_half=False), accuracy_score, cohen_kappa_score of argmax; calibration error of
// the top class from numpy 2.4.6 over the 64 bins. Temporal kappa by hand: every label differs from the one before it.
test.each([
  [new Float64Array(8).fill(1), [0.9491167862366132, 0.52875, 0.75, 0.6190476190476191, 0.4]],
  [WEIGHT, [0.8558657292242148, 0.46820512820512816, 0.8461538461538461, 0.7240566037735849, 0.45641025641025645]],
])('eight examples score as in scikit-learn (weights %p)', (weight, expected) => {
  const report = scored(PREDICTIONS, LABEL, weight).report();
  const figures = ['logLoss', 'brier', 'accuracy', 'kappa', 'calibrationError'].map((name) => report[name]);
  expect(figures).toEqual(expected.map((value) => expect.closeTo(value, 13)));
  expect(report.noChangeAccuracy).toBe(0);
  expect(report.kappaTemporal).toBe(report.accuracy);
});

test('of equal probabilities the lowest class is predicted', () => {
  expect(scored(floats(0.4, 0.4, 0.2), floats(0), floats(1)).report().accuracy).toBe(1);
  expect(scored(floats(0.2, 0.4, 0.4), floats(2), floats(1)).report().accuracy).toBe(0);
});

test('weights that do not add up exactly never take the accuracy above 1', () => {
  const label = Float64Array.from({ length: 999 }, (_, i) => i % 3);
  const predictions = Float64Array.from({ length: 2997 }, (_, at) => (at % 3 === Math.floor(at / 3) % 3 ? 1 : 0));
  const weight = new Float64Array(999).fill(0.1);
  expect(scored(predictions, label, weight).report()).toMatchObject({ accuracy: 1, kappa: 1, kappaTemporal: 1 });
});

test('without data every figure is undefined and the counts are 0', () => {
  const { examples, weight, logLossClip, ...figures } = createScores('multiclass', 3).report();
  expect([examples, weight, logLossClip]).toEqual([0, 0, 1e-15]);
  expect(new Set(Object.values(figures))).toEqual(new Set([null]));
});

test.each([
  [floats(0.5, 0.5, NaN), 0, 'the prediction of row 0 is NaN'],
  [floats(0.5, 0.5, 0), 3, 'the label of row 0 is 3; it must be a class from 0 to 2'],
  [floats(0.5, 0.5, 0), 0.5, 'the label of row 0 is 0.5'],
])('what cannot be scored is refused: %p, label %d', (predictions, label, message) => {
  expect(() => scored(predictions, floats(label), floats(1))).toThrow(message);
});

test('scores of different shapes do not merge', () => {
  expect(() => mergeScores(createScores('multiclass', 3), createScores('multiclass', 4))).toThrow(
    'scores of shape {"task":"multiclass","outputs":4,"aucBins":1024} cannot follow',
  );
  expect(() => mergeScores(createScores('binary', 1, 256), createScores('binary', 1, 1024))).toThrow(RangeError);
});
