import {
  addOutcomes,
  calibrationRatio,
  halvedOutcomes,
  meanLoss,
  NO_OUTCOMES,
} from '../../../../functions/domain/drift/outcome-sums';

const binary = { task: 'binary', outputs: 1 } as const;
const multiclass = { task: 'multiclass', outputs: 3 } as const;
const regression = { task: 'regression', outputs: 1 } as const;

const answered = (
  predictions: readonly number[],
  label: readonly number[],
  weight = label.map(() => 1),
  rows = label.map((_, at) => at),
) => ({
  predictions: Float64Array.from(predictions),
  label: Float64Array.from(label),
  weight: Float64Array.from(weight),
  rows: Int32Array.from(rows),
});

it('of two classes: log loss -ln 0.8 and -ln 0.5, squares 0.04 and 0.25, as weighted', () => {
  const sums = addOutcomes(NO_OUTCOMES, binary, answered([0.8, 0.5], [1, 0], [1, 3]));
  expect(sums).toMatchObject({ examples: 2, weight: 4, outcome: 1 });
  expect(sums.predicted).toBeCloseTo(2.3, 12);
  expect(meanLoss(sums, 'logLoss')).toBeCloseTo((-Math.log(0.8) - 3 * Math.log(0.5)) / 4, 12);
  expect(meanLoss(sums, 'brier')).toBeCloseTo((0.04 + 3 * 0.25) / 4, 12);
  expect(calibrationRatio(sums)).toBeCloseTo(2.3, 12);
});

it('of several classes: the class given most stands for the prediction, and whether it came', () => {
  const sums = addOutcomes(NO_OUTCOMES, multiclass, answered([0.5, 0.3, 0.2, 0.1, 0.1, 0.8], [0, 1]));
  expect(sums.predicted).toBeCloseTo(1.3, 12);
  expect(sums.outcome).toBe(1);
  expect(meanLoss(sums, 'logLoss')).toBeCloseTo(-(Math.log(0.5) + Math.log(0.1)) / 2, 12);
  // (0.5² + 0.3² + 0.2²) and (0.1² + 0.9² + 0.8²)
  expect(meanLoss(sums, 'brier')).toBeCloseTo((0.38 + 1.46) / 2, 12);
});

it('of values: squared and absolute error', () => {
  const sums = addOutcomes(NO_OUTCOMES, regression, answered([3, -1], [1, 2]));
  expect(meanLoss(sums, 'squaredError')).toBe((4 + 9) / 2);
  expect(meanLoss(sums, 'absoluteError')).toBe((2 + 3) / 2);
});

it('takes the rows that it is given, and goes on from what there was', () => {
  const all = answered([0.8, 0.5, 0.1], [1, 0, 0]);
  const inTwo = addOutcomes(addOutcomes(NO_OUTCOMES, binary, { ...all, rows: Int32Array.of(0) }), binary, {
    ...all,
    rows: Int32Array.of(1, 2),
  });
  expect(inTwo).toEqual(addOutcomes(NO_OUTCOMES, binary, all));
});

it('a sure prediction that was wrong costs 34.54, and is still a number', () => {
  expect(meanLoss(addOutcomes(NO_OUTCOMES, binary, answered([0], [1])), 'logLoss')).toBeCloseTo(34.54, 2);
  expect(meanLoss(addOutcomes(NO_OUTCOMES, binary, answered([1], [0])), 'logLoss')).toBeCloseTo(34.54, 2);
});

it('halved, it keeps its means', () => {
  const sums = addOutcomes(NO_OUTCOMES, binary, answered([0.8, 0.5], [1, 0]));
  const halved = halvedOutcomes(sums);
  expect(halved.examples).toBe(1);
  expect(meanLoss(halved, 'logLoss')).toBe(meanLoss(sums, 'logLoss'));
});

it('without examples, or without a yes, there is no mean and no ratio', () => {
  expect(meanLoss(NO_OUTCOMES, 'logLoss')).toBeNull();
  expect(calibrationRatio(NO_OUTCOMES)).toBeNull();
  expect(calibrationRatio(addOutcomes(NO_OUTCOMES, binary, answered([0.4], [0])))).toBeNull();
});
