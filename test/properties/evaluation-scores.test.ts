import fc from 'fast-check';
import { createScores, loadScores, mergeScores } from '../../functions/domain/evaluation/create-scores';
import type { Scores } from '../../functions/domain/evaluation/scores';
import {
  anyTask,
  anyWeight,
  boundaries,
  type Examples,
  exactWeight,
  examplesOf,
  expectCloseReport,
  expectSameState,
  score,
  unit,
} from './evaluation-examples';

const SEED = 20010101;
const exactExamples = anyTask.chain((task) => examplesOf(task, exactWeight));
const weightedExamples = anyTask.chain((task) => examplesOf(task, anyWeight));
/** No total is made of one weight and a tiny rest, which would be known as badly as it is small. */
const comparableWeight = unit.map((u) => 0.001 + 10 * u);

/** What adds up exactly: everything but the sums of losses. */
const EXACT = [
  'examples',
  'weight',
  'rocAuc',
  'rocAucErrorBound',
  'accuracy',
  'kappa',
  'kappaTemporal',
  'noChangeAccuracy',
];
const exactPart = (scores: Scores) => {
  const report = scores.report();
  return EXACT.map((name) => [name, report[name]]);
};

function mergedParts(examples: Examples, cuts: readonly number[]): Scores {
  const edges = boundaries(cuts, examples.count);
  let merged = createScores(examples.shape.task, examples.shape.outputs, examples.shape.aucBins);
  for (let k = 1; k < edges.length; k++) merged = mergeScores(merged, score(examples, edges[k - 1]!, edges[k]!));
  return merged;
}

test('64 parts, many of them empty, merge to what one pass holds: counts to the bit, losses to 1e-15', () => {
  const cuts = fc.array(unit, { minLength: 63, maxLength: 63 });
  fc.assert(
    fc.property(exactExamples, cuts, (examples, at) => {
      const whole = score(examples, 0, examples.count);
      const merged = mergedParts(examples, at);
      expect(exactPart(merged)).toEqual(exactPart(whole));
      expectCloseReport(merged.report(), whole.report(), 1e-15);
    }),
    { seed: SEED, numRuns: 100 },
  );
});

test('with weights that do not add up exactly, parts still merge to 1e-12', () => {
  fc.assert(
    fc.property(
      anyTask.chain((task) => examplesOf(task, comparableWeight)),
      fc.array(unit, { maxLength: 20 }),
      (examples, at) => {
        expectCloseReport(mergedParts(examples, at).report(), score(examples, 0, examples.count).report(), 1e-12);
      },
    ),
    { seed: SEED, numRuns: 100 },
  );
});

test('how examples are cut into calls changes no bit', () => {
  fc.assert(
    fc.property(weightedExamples, fc.array(unit, { maxLength: 20 }), (examples, at) => {
      const { shape, predictions, label, weight, count } = examples;
      const scores = createScores(shape.task, shape.outputs, shape.aucBins);
      const edges = boundaries(at, count);
      for (let k = 1; k < edges.length; k++) {
        scores.add(predictions, label, weight, edges[k]! - edges[k - 1]!, null, edges[k - 1]);
      }
      expectSameState(scores.save(), score(examples, 0, count).save());
    }),
    { seed: SEED, numRuns: 100 },
  );
});

test('saved, loaded and gone on with, scores are what they would have been, to the bit', () => {
  fc.assert(
    fc.property(weightedExamples, unit, (examples, at) => {
      const { predictions, label, weight, count } = examples;
      const stop = Math.floor(at * count);
      const resumed = loadScores(score(examples, 0, stop).save());
      resumed.add(predictions, label, weight, count - stop, null, stop);
      expectSameState(resumed.save(), score(examples, 0, count).save());
    }),
    { seed: SEED, numRuns: 100 },
  );
});

test('order changes nothing but what compares neighbouring labels', () => {
  const shuffled = exactExamples.chain((examples) => {
    const order = Array.from({ length: examples.count }, (_, i) => i);
    return fc.tuple(fc.constant(examples), fc.shuffledSubarray(order, { minLength: order.length }));
  });
  fc.assert(
    fc.property(shuffled, ([examples, order]) => {
      const { shape, predictions, label, weight, count } = examples;
      const other = createScores(shape.task, shape.outputs, shape.aucBins);
      other.add(predictions, label, weight, count, Int32Array.from(order));
      const ordered = { noChangeAccuracy: null, kappaTemporal: null };
      expectCloseReport(
        { ...other.report(), ...ordered },
        { ...score(examples, 0, count).report(), ...ordered },
        1e-15,
      );
    }),
    { seed: SEED, numRuns: 100 },
  );
});

/** The Mann-Whitney statistic by comparing every pair. */
function pairwiseAuc({ predictions, label, weight, count }: Examples): number | null {
  let won = 0;
  let pairs = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      if (label[i] !== 1 || label[j] !== 0) continue;
      const pair = weight[i]! * weight[j]!;
      pairs += pair;
      if (predictions[i]! > predictions[j]!) won += pair;
      else if (predictions[i] === predictions[j]) won += pair / 2;
    }
  }
  return pairs > 0 ? won / pairs : null;
}

test.each([64, 256, 1024])('with %d bins the AUC is within its own bound of the AUC over all pairs', (aucBins) => {
  fc.assert(
    fc.property(examplesOf('binary', exactWeight, { max: 120 }), (examples) => {
      const { predictions, label, weight, count } = examples;
      const scores = createScores('binary', 1, aucBins);
      scores.add(predictions, label, weight, count);
      const { rocAuc, rocAucErrorBound } = scores.report();
      const exact = pairwiseAuc(examples);
      if (exact === null) return expect([rocAuc, rocAucErrorBound]).toEqual([null, null]);
      expect(Math.abs(rocAuc! - exact)).toBeLessThanOrEqual(rocAucErrorBound! + 1e-12);
      expect(rocAucErrorBound).toBeLessThanOrEqual(0.5);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test('the bound is attained: a bin in which every positive is above every negative', () => {
  const examples = {
    predictions: Float64Array.of(0.3, 0.3 + 1e-9),
    label: Float64Array.of(0, 1),
    weight: Float64Array.of(1, 1),
  };
  const scores = createScores('binary', 1);
  scores.add(examples.predictions, examples.label, examples.weight, 2);
  expect(scores.report()).toMatchObject({ rocAuc: 0.5, rocAucErrorBound: 0.5 });
});

// The log loss is clipped for p and then taken of 1 - p, so at p = 1 and label 0 the two differ in the fifth digit.
test('binary scores agree with the scores of two classes', () => {
  fc.assert(
    fc.property(examplesOf('binary', exactWeight), ({ predictions, label, weight, count }) => {
      const two = createScores('multiclass', 2);
      two.add(Float64Array.from(Array.from(predictions).flatMap((p) => [1 - p, p])), label, weight, count);
      const binary = createScores('binary', 1);
      binary.add(predictions, label, weight, count);
      const { calibrationError: _, rocAuc, rocAucErrorBound, brier, ...shared } = binary.report();
      const report = two.report();
      expectCloseReport(report, { ...shared, brier: brier === null ? null : 2 * brier! }, 1e-4);
    }),
    { seed: SEED, numRuns: 50 },
  );
});
