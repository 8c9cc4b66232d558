import { createScores } from '../../../../functions/domain/evaluation/create-scores';
import type { Report, Scores } from '../../../../functions/domain/evaluation/scores';
import { floats, stream } from './streams';

const PREDICTIONS = floats(0.9, 0.2, 0.65, 0.35, 0.5, 0.05, 0.8, 0.35, 0.1, 0.002, 0.97, 0.6);
const LABEL = floats(1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1);
const ONES = new Float64Array(12).fill(1);
const WEIGHT = floats(1, 2, 0.5, 1, 1, 3, 0.25, 1, 1, 4, 1, 0.75);

const scored = (predictions: Float64Array, label: Float64Array, weight: Float64Array): Scores => {
  const scores = createScores('binary', 1);
  scores.add(predictions, label, weight, label.length);
  return scores;
};

function expectClose(report: Report, expected: Record<string, number>, digits = 13): void {
  for (const [name, value] of Object.entries(expected)) {
    expect([name, report[name]]).toEqual([name, expect.closeTo(value, digits)]);
  }
}

// log_loss, brier_score_loss, roc_auc_score, accuracy_score, cohen_kappa_score of scikit-learn 1.9.1 (the classes predicted are
// p > 0.5); calibration error from numpy 2.4.6: edges of the 64 bins written out, digitize, bincount.
test('twelve examples score as in scikit-learn', () => {
  expectClose(scored(PREDICTIONS, LABEL, ONES).report(), {
    examples: 12,
    weight: 12,
    logLoss: 0.3729302173252292, // river 0.26.1 LogLoss gives the same
    brier: 0.12340866666666665,
    rocAuc: 0.9027777777777779,
    accuracy: 0.75,
    kappa: 0.5,
    calibrationError: 0.211,
  });
});

test('the same examples with weights score as in scikit-learn with sample_weight', () => {
  expectClose(scored(PREDICTIONS, LABEL, WEIGHT).report(), {
    examples: 12,
    weight: 16.5,
    logLoss: 0.24163173480773248,
    brier: 0.07543430303030303,
    rocAuc: 0.9673913043478262,
    accuracy: 0.8484848484848485,
    kappa: 0.6080760095011877,
    calibrationError: 0.13715151515151514,
  });
});

test('temporal kappa compares with repeating the last label', () => {
  // By hand: 5 of 11 labels equal the one before; (0.75 - 5/11) / (1 - 5/11) = 3.25 / 6. With weights those five weigh 7.25 of the
  // 15.5 that have a label before them, and 14 of 16.5 are right.
  expectClose(scored(PREDICTIONS, LABEL, ONES).report(), { noChangeAccuracy: 5 / 11, kappaTemporal: 3.25 / 6 });
  const kappaTemporal = (14 / 16.5 - 7.25 / 15.5) / (1 - 7.25 / 15.5);
  expectClose(scored(PREDICTIONS, LABEL, WEIGHT).report(), { noChangeAccuracy: 7.25 / 15.5, kappaTemporal });
});

test('the AUC can only be wrong by the pair that shares a bin', () => {
  // Of 6 x 6 pairs one shares a score (0.35): half of 1/36. A coarser scale would put 0.6 and 0.65 together as well.
  expectClose(scored(PREDICTIONS, LABEL, ONES).report(), { rocAucErrorBound: 1 / 72 });
});

test.each([
  {
    kind: 'flights' as const,
    seed: 1,
    rocAuc: 0.7600719147618461,
    expected: {
      logLoss: 0.460429608090642,
      brier: 0.14939039966593087,
      accuracy: 0.7803,
      kappa: 0.21246576717376664,
      calibrationError: 0.006680871897325227,
      noChangeAccuracy: 0.6450822541127056,
      kappaTemporal: 0.3809833333333334,
    },
  },
  {
    kind: 'clicks' as const,
    seed: 2,
    rocAuc: 0.79339002420938,
    expected: {
      logLoss: 0.03231257739343739,
      brier: 0.005726382531160812,
      accuracy: 0.9942,
      kappa: 0,
      calibrationError: 0.0010696844000035763,
      noChangeAccuracy: 0.9883994199709986,
      kappaTemporal: 0.5000249999999972,
    },
  },
])('20,000 $kind score as in scikit-learn, their AUC to 1e-4 and within its bound', (given) => {
  const { predictions, label, weight, count } = stream(given.kind, 20_000, given.seed);
  const scores = createScores('binary', 1);
  scores.add(predictions, label, weight, count);
  const report = scores.report();
  expectClose(report, given.expected);
  expect(Math.abs(report.rocAuc! - given.rocAuc)).toBeLessThan(1e-4);
  expect(Math.abs(report.rocAuc! - given.rocAuc)).toBeLessThan(report.rocAucErrorBound!);
  expect(report.rocAucErrorBound).toBeLessThan(0.004);
});

test('the bins of the calibration error do not depend on those of the AUC', () => {
  const errors = [64, 256, 1024].map((aucBins) => {
    const scores = createScores('binary', 1, aucBins);
    scores.add(PREDICTIONS, LABEL, WEIGHT, 12);
    return scores.report().calibrationError;
  });
  expect(errors).toEqual(Array(3).fill(expect.closeTo(0.13715151515151514, 13)));
});

test.each([
  // river 0.26.1 metrics.LogLoss().update(label, probability)
  [1, 0, 34.538776394910684],
  [0, 1, 34.53957599234088],
  [1, 1, 9.992007221626415e-16],
  [0, 0, 9.992007221626415e-16],
])('label %d at probability %d costs %d: log loss is clipped where river clips it', (label, p, loss) => {
  const report = scored(floats(p), floats(label), floats(1)).report();
  expect(report.logLoss).toBe(loss);
  expect(report.logLossClip).toBe(1e-15);
});

test('a probability of one half predicts class 0', () => {
  expect(scored(floats(0.5), floats(0), floats(1)).report().accuracy).toBe(1);
  expect(scored(floats(0.5), floats(1), floats(1)).report().accuracy).toBe(0);
});

test('without data every figure is undefined and the counts are 0', () => {
  const { examples, weight, logLossClip, ...figures } = createScores('binary', 1).report();
  expect([examples, weight, logLossClip]).toEqual([0, 0, 1e-15]);
  expect(new Set(Object.values(figures))).toEqual(new Set([null]));
  expect(Object.keys(figures)).toHaveLength(9);
});

test('one class only: no AUC, no kappa against a reference that is always right', () => {
  const report = scored(floats(0.1, 0.2, 0.4), floats(0, 0, 0), floats(0.1, 0.2, 0.3)).report();
  expect(report).toMatchObject({ rocAuc: null, rocAucErrorBound: null, kappa: null, kappaTemporal: null, accuracy: 1 });
  expect(report.noChangeAccuracy).toBe(1);
});

test('one example has no label before it: no temporal kappa', () => {
  expect(scored(floats(0.7), floats(1), floats(1)).report()).toMatchObject({ kappaTemporal: null, accuracy: 1 });
});

test('an example of weight 0 scores nothing, and is what the next label is compared with', () => {
  const report = scored(floats(0.9, 0.1, 0.9), floats(1, 0, 1), floats(1, 0, 1)).report();
  expect(report).toMatchObject({ examples: 3, weight: 2, accuracy: 1, noChangeAccuracy: 0, kappaTemporal: 1 });
  expect(report.brier).toBeCloseTo(0.01, 15);
  expect(scored(floats(0.9), floats(1), floats(0)).report()).toMatchObject({ examples: 1, weight: 0, logLoss: null });
});

test.each([
  ['prediction', floats(0.5, NaN), floats(0, 1), floats(1, 1), 'the prediction of row 1 is NaN'],
  ['prediction', floats(0.5, 1.001), floats(0, 1), floats(1, 1), 'the prediction of row 1 is 1.001'],
  ['label', floats(0.5, 0.5), floats(0, 2), floats(1, 1), 'the label of row 1 is 2; it must be 0 or 1'],
  ['label', floats(0.5, 0.5), floats(0, NaN), floats(1, 1), 'the label of row 1 is NaN'],
  ['weight', floats(0.5, 0.5), floats(0, 1), floats(1, -1), 'the weight of row 1 is -1'],
  ['weight', floats(0.5, 0.5), floats(0, 1), floats(1, Infinity), 'the weight of row 1 is Infinity'],
])('a %s that cannot be scored is refused before anything is added', (_, predictions, label, weight, message) => {
  const scores = scored(PREDICTIONS, LABEL, WEIGHT);
  const before = scores.cells.slice();
  expect(() => scores.add(predictions, label, weight, 2)).toThrow(message);
  expect(scores.cells).toEqual(before);
});

test('selected rows are scored in the order of the selection', () => {
  const rows = Int32Array.of(7, 3, 11, 0, 5);
  const pick = (from: Float64Array): Float64Array => floats(...Array.from(rows, (row) => from[row]!));
  const selected = createScores('binary', 1);
  selected.add(PREDICTIONS, LABEL, WEIGHT, 3, rows, 1);
  const gathered = createScores('binary', 1);
  gathered.add(pick(PREDICTIONS), pick(LABEL), pick(WEIGHT), 3, null, 1);
  expect(selected.cells).toEqual(gathered.cells);
  expect(selected.report().examples).toBe(3);
});
