/** Generated examples to score, and comparisons of what scores hold and say. */
import fc from 'fast-check';
import { createScores } from '../../functions/domain/evaluation/create-scores';
import type { Report, ScoreShape, Scores } from '../../functions/domain/evaluation/scores';
import type { LearnerState } from '../../functions/domain/learners/learner';

export interface Examples {
  readonly shape: ScoreShape;
  readonly predictions: Float64Array;
  readonly label: Float64Array;
  readonly weight: Float64Array;
  readonly count: number;
}

/** Spread evenly: fc.double takes all exponents alike, and nearly all of its values would be next to 0. */
export const unit = fc.integer({ min: 0, max: 2 ** 30 }).map((k) => k / 2 ** 30);

/** Probabilities anywhere, near the ends, at the ends, on edges, and often the same one. */
const probability = fc.oneof(
  { weight: 4, arbitrary: unit },
  { weight: 3, arbitrary: unit.map((p) => p * 0.02) },
  { weight: 1, arbitrary: unit.map((p) => 1 - p * 1e-6) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 0.5, 0.25, 0.3, 1e-15, 1e-300) },
);
const value = fc.oneof(
  unit.map((u) => 200 * u - 100),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
);

const PREDICTION = { binary: probability, multiclass: probability, regression: value };
export const OUTPUTS = { binary: 1, multiclass: 4, regression: 1 };

/** Weights for which counts and histograms add up exactly: multiples of 1/8. */
export const exactWeight = fc.oneof(
  fc.constant(1),
  fc.integer({ min: 0, max: 80 }).map((eighths) => eighths / 8),
);
export const anyWeight = fc.oneof(
  { weight: 9, arbitrary: unit.map((u) => 10 * u) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1e6) },
);

export function examplesOf(
  task: ScoreShape['task'],
  weight: fc.Arbitrary<number>,
  { min = 0, max = 300 } = {},
): fc.Arbitrary<Examples> {
  const outputs = OUTPUTS[task];
  const prediction = fc.array(PREDICTION[task], { minLength: outputs, maxLength: outputs });
  const label = task === 'regression' ? value : fc.nat({ max: task === 'binary' ? 1 : outputs - 1 });
  return fc.array(fc.tuple(prediction, label, weight), { minLength: min, maxLength: max, size: 'max' }).map((rows) => ({
    shape: { task, outputs, aucBins: 128 },
    predictions: Float64Array.from(rows.flatMap(([p]) => p)),
    label: Float64Array.from(rows, ([, y]) => y),
    weight: Float64Array.from(rows, ([, , w]) => w),
    count: rows.length,
  }));
}

export const anyTask = fc.constantFrom('binary', 'multiclass', 'regression') satisfies fc.Arbitrary<ScoreShape['task']>;

export function score({ shape, predictions, label, weight }: Examples, from: number, to: number): Scores {
  const scores = createScores(shape.task, shape.outputs, shape.aucBins);
  scores.add(predictions, label, weight, to - from, null, from);
  return scores;
}

/** [0, …cuts sorted…, count] for any numbers from 0 to 1. */
export const boundaries = (cuts: readonly number[], count: number): number[] =>
  [0, ...cuts.map((cut) => Math.floor(cut * count)), count].sort((a, b) => a - b);

/** Bit for bit, NaN included. */
export function expectSameState(actual: LearnerState, expected: LearnerState): void {
  expect({ ...actual, arrays: bytesOf(actual) }).toEqual({ ...expected, arrays: bytesOf(expected) });
}

const bytesOf = ({ arrays }: LearnerState): Record<string, string> =>
  Object.fromEntries(
    Object.entries(arrays).map(([name, { buffer, byteOffset, byteLength }]) => [
      name,
      Buffer.from(buffer, byteOffset, byteLength).toString('hex'),
    ]),
  );

/** `within` is relative, and absolute below 1. */
export function expectCloseReport(actual: Report, expected: Report, within: number): void {
  const far = Object.entries(expected).filter(([name, wanted]) => {
    const got = actual[name]!;
    if (wanted === null || got === null) return got !== wanted;
    return !(Math.abs(got - wanted) <= within * Math.max(1, Math.abs(wanted)));
  });
  expect(far.map(([name, wanted]) => [name, actual[name], wanted])).toEqual([]);
}
