import fc from 'fast-check';
import { learnerSchema } from '../../../../../functions/contracts/learners/learner';
import { nearestNeighbours } from '../../../../../functions/contracts/learners/neighbours';
import { createLearner, loadLearner } from '../../../../../functions/domain/learners/create';
import type { Learner, Problem } from '../../../../../functions/domain/learners/learner';
import { NearestNeighbours } from '../../../../../functions/domain/learners/neighbours/nearest-neighbours';
import { learnerContract } from '../../../../contracts/learner';
import { batchOf, type Example, examplesOf, problemFor } from '../../../../contracts/learner-batches';
import { shared, where } from '../../../../support/on-shared-data';
import { bananas, phishing, type Stream, trumpApproval } from '../../../../support/shared-streams';

for (const [name, declaration] of Object.entries({
  'nearest neighbours': nearestNeighbours({ k: 3 }),
  'nearest neighbours, the window full': nearestNeighbours({ k: 5, window: 7 }),
})) {
  learnerContract(
    name,
    (problem) => createLearner(declaration, problem),
    (problem, state) => loadLearner(declaration, problem, state),
    { tasks: ['binary', 'multiclass', 'regression'], oneByOne: true, weightsRepeat: false },
  );
}

const binary = problemFor('binary');

function answers(learner: Learner, problem: Problem, examples: readonly Example[]): number[] {
  const out = new Float64Array(examples.length * problem.outputs);
  learner.predict(batchOf(problem, examples), out);
  return [...out];
}

const learnedBy = (declaration: ReturnType<typeof nearestNeighbours>, problem: Problem, seen: readonly Example[]) => {
  const learner = NearestNeighbours.create(declaration, problem);
  learner.learn(batchOf(problem, seen));
  return learner;
};

/** The definition, in two passes and by sorting: deviations of everything seen, then all distances within the window. */
function bySorting(seen: readonly Example[], asked: Example, k: number, window: number): number {
  const deviations = asked.numeric.map((_, feature) => {
    const known = seen
      .map(({ numeric, weight }) => ({ value: numeric[feature]!, weight }))
      .filter(({ value }) => !Number.isNaN(value));
    const total = known.reduce((sum, { weight }) => sum + weight, 0);
    const mean = known.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
    return Math.sqrt(known.reduce((sum, { value, weight }) => sum + weight * (value - mean) ** 2, 0) / total);
  });
  const distance = (example: Example): number => {
    let sum = 0;
    for (const [feature, value] of asked.numeric.entries()) {
      const other = example.numeric[feature]!;
      const lacking = Number(Number.isNaN(value)) + Number(Number.isNaN(other));
      if (lacking === 1) sum += 2;
      if (lacking === 0 && deviations[feature]! > 1e-9) sum += ((value - other) / deviations[feature]!) ** 2;
    }
    for (const feature of [0, 1]) sum += asked.hashed[feature] === example.hashed[feature] ? 0 : 2;
    return sum;
  };
  const nearest = seen
    .slice(-window)
    .reverse()
    .map((example) => ({ example, distance: distance(example) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, k);
  const total = nearest.reduce((sum, { example }) => sum + example.weight, 0);
  return nearest.reduce((sum, { example }) => sum + example.weight * example.label, 0) / total;
}

it('finds what sorting all distances of the window finds', () => {
  const problem = problemFor('regression');
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 60 }), fc.nat(8), fc.nat(40), (seed, count, k, window) => {
      const seen = examplesOf(problem, count, seed);
      const asked = examplesOf(problem, 10, seed + 1);
      const learner = learnedBy(nearestNeighbours({ k: k + 1, window: window + 1 }), problem, seen);
      const expected = asked.map((one) => bySorting(seen, one, k + 1, window + 1));
      for (const [at, value] of answers(learner, problem, asked).entries()) expect(value).toBeCloseTo(expected[at]!, 6);
    }),
    { seed: 5, numRuns: 100 },
  );
});

const at = (numeric: readonly number[], label: number, hashed: readonly number[] = [0, 0, 0], weight = 1): Example => ({
  hashed,
  numeric,
  label,
  weight,
  completedAtMs: 0,
});

describe('by hand', () => {
  it('the answer is the share of the neighbours by weight', () => {
    const seen = [at([0, 0], 1, [0, 0, 0], 3), at([1, 0], 0), at([50, 0], 0), at([51, 0], 0)];
    const learner = learnedBy(nearestNeighbours({ k: 2 }), binary, seen);
    expect(answers(learner, binary, [at([0.4, 0], 0), at([60, 0], 0)])).toEqual([0.75, 0]);
  });

  it('the window forgets the oldest', () => {
    const seen = [at([1, 0], 1), at([1, 0], 1), at([9, 0], 0)];
    const answer = (window: number) =>
      answers(learnedBy(nearestNeighbours({ k: 1, window }), binary, seen), binary, [at([1, 0], 0)]);
    expect(answer(2)).toEqual([1]);
    expect(answer(1)).toEqual([0]);
  });

  it('of neighbours as near as each other the newer ones answer', () => {
    const seen = [at([2, 0], 0), at([2, 0], 1), at([7, 0], 0)];
    expect(answers(learnedBy(nearestNeighbours({ k: 1 }), binary, seen), binary, [at([2, 0], 0)])).toEqual([1]);
  });

  it('a cross does not count: it differs where its features do', () => {
    const seen = [at([1, 1], 0, [1, 2, 9]), at([1, 1], 1, [1, 3, 4])];
    expect(answers(learnedBy(nearestNeighbours({ k: 1 }), binary, seen), binary, [at([1, 1], 0, [1, 2, 4])])).toEqual([
      0,
    ]);
  });
});

it('a line goes on with a shorter window, from the latest examples', () => {
  const seen = examplesOf(binary, 60, 3);
  const long = learnedBy(nearestNeighbours({ window: 50 }), binary, seen);
  const short = learnedBy(nearestNeighbours({ window: 20 }), binary, seen);
  expect(NearestNeighbours.load(nearestNeighbours({ window: 20 }), binary, long.save()).save()).toEqual(short.save());
});

it('is declared by what its constructor gives', () => {
  expect(learnerSchema.parse(nearestNeighbours())).toEqual(nearestNeighbours());
});

function meanLoss({ problem, batch }: Stream, loss: (answer: number, label: number) => number): number {
  const learner = NearestNeighbours.create(nearestNeighbours({ k: 5 }), problem);
  const out = new Float64Array(1);
  let sum = 0;
  for (let i = 0; i < batch.count; i++) {
    learner.predictExample(batch, i, out, 0);
    sum += loss(out[0]!, batch.label[i]!);
    learner.learnExample(batch, i, 1);
  }
  return sum / batch.count;
}

const wrong = (answer: number, label: number): number => Number(Number(answer >= 0.5) !== label);

/**
 * river 0.26.1: StandardScaler() | KNNClassifier(n_neighbors=5, engine=LazySearch(window_size=1000)) by progressive_val_score, and
 * KNNRegressor for TrumpApproval.
 */
describe(`no worse than river's, each example predicted first (${where})`, () => {
  shared('Bananas: accuracy 0.884884', () => {
    expect(1 - meanLoss(bananas(), wrong)).toBeGreaterThanOrEqual(0.885);
  });
  shared('Phishing: accuracy 0.881505', () => {
    expect(1 - meanLoss(phishing(), wrong)).toBeGreaterThanOrEqual(0.881505);
  });
  shared('TrumpApproval: mean absolute error 0.640449', () => {
    expect(meanLoss(trumpApproval(), (answer, label) => Math.abs(answer - label))).toBeLessThanOrEqual(0.640449);
  });
});
