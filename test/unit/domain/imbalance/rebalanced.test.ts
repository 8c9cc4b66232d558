import { rebalanced } from '../../../../functions/contracts/learners/imbalance';
import type { LearnerDeclaration } from '../../../../functions/contracts/learners/learner';
import { logistic } from '../../../../functions/contracts/learners/linear';
import { correctedProbability } from '../../../../functions/domain/imbalance/prior-correction';
import { Rebalanced } from '../../../../functions/domain/imbalance/rebalanced';
import { createLearner, loadLearner } from '../../../../functions/domain/learners/create';
import type { ExampleLearner, Problem } from '../../../../functions/domain/learners/learner';
import { OneByOne } from '../../../../functions/domain/learners/one-by-one';
import { Random } from '../../../../functions/domain/numeric/random';
import { learnerContract } from '../../../contracts/learner';
import { batchOf, type Example, problemFor } from '../../../contracts/learner-batches';

const declared = rebalanced({ base: logistic(), keepNegatives: 0.5, positiveWeight: 3 });

learnerContract(
  'rebalanced',
  (problem) => createLearner(declared, problem),
  (problem, state) => loadLearner(declared, problem, state),
  { tasks: ['binary'], oneByOne: true, weightsRepeat: false },
);

describe('the correction', () => {
  // Dal Pozzolo et al. 2015, equation 4: p = β p_s / (β p_s - p_s + 1). With β = 0.1 and p_s = 0.5 that is 0.05 / 0.55 = 1 / 11.
  it('is that of the paper', () => {
    expect(correctedProbability(0.5, 0.1)).toBeCloseTo(1 / 11, 15);
    expect(correctedProbability(0.9, 0.25)).toBeCloseTo(0.225 / 0.325, 15);
  });

  it('keeps 0 and 1, and by a factor of 1 everything', () => {
    expect([0, 1].map((p) => correctedProbability(p, 0.01))).toEqual([0, 1]);
    expect(correctedProbability(0.3, 1)).toBeCloseTo(0.3, 15);
  });
});

const problem: Problem = {
  ...problemFor('binary'),
  categoricalNames: [],
  categoricalCount: 0,
  hashedCount: 0,
  hashBits: 1,
};

/** Like fraud: about 1 % are of class 1, with log odds -5.2 + 1.2 x, x standard normal; the second number says nothing. */
function rareStream(count: number, seed: number): { readonly examples: Example[]; readonly chances: number[] } {
  const random = Random.seeded(seed);
  const chances: number[] = [];
  const examples = Array.from({ length: count }, (_, at): Example => {
    const numeric = [random.normal(), random.normal()];
    const chance = 1 / (1 + Math.exp(5.2 - 1.2 * numeric[0]!));
    chances.push(chance);
    return { hashed: [], numeric, label: Number(random.uniform() < chance), weight: 1, completedAtMs: at };
  });
  return { examples, chances };
}

const rare = rareStream(40_000, 3);
const batch = batchOf(problem, rare.examples);

/** Of the latter half of the examples: what was predicted before each was learned. */
function progressive(declaration: LearnerDeclaration) {
  const learner = createLearner(declaration, problem);
  if (!(learner instanceof OneByOne)) throw new Error('it learns one by one');
  const predicted = new Float64Array(batch.count);
  for (let at = 0; at < batch.count; at++) {
    learner.predictExample(batch, at, predicted, at);
    learner.learnExample(batch, at, 1);
  }
  const half = batch.count / 2;
  const scored = Array.from({ length: half }, (_, index) => {
    const at = half + index;
    return { p: predicted[at]!, y: batch.label[at]!, chance: rare.chances[at]! };
  });
  const total = (of: (one: (typeof scored)[number]) => number): number =>
    scored.reduce((sum, one) => sum + of(one), 0) / half;
  return {
    logLoss: total(({ p, y }) => -Math.log(y === 1 ? p : 1 - p)),
    bestLogLoss: total(({ chance, y }) => -Math.log(y === 1 ? chance : 1 - chance)),
    /** Mean prediction over mean outcome: 1 is calibrated. */
    expectedToActual: total(({ p }) => p) / total(({ chance }) => chance),
  };
}

describe('on a stream of which 1 % are of class 1', () => {
  const base = logistic({ learningRate: 0.5 });
  const plain = progressive(base);

  it.each([
    ['one negative in ten', { keepNegatives: 0.1 }],
    ['half of the negatives', { keepNegatives: 0.5 }],
    ['positives that weigh ten times as much', { positiveWeight: 10 }],
    ['both', { keepNegatives: 0.2, positiveWeight: 5 }],
  ])('with %s the probability stays calibrated, and the log loss as good to 1 %%', (_, settings) => {
    const { logLoss, expectedToActual, bestLogLoss } = progressive(rebalanced({ base, ...settings }));
    expect(Math.abs(expectedToActual - 1)).toBeLessThan(0.1);
    expect(logLoss).toBeLessThan(plain.logLoss * 1.01);
    expect(logLoss).toBeLessThan(bestLogLoss * 1.01);
  });

  it('the inner learner sees every positive and the share of the negatives', () => {
    const { examples } = rareStream(20_000, 8);
    const seen = [0, 0];
    const counting: ExampleLearner = {
      kind: 'counting',
      predict: () => undefined,
      learn: () => undefined,
      predictExample: () => undefined,
      predictAndLearnExample: () => undefined,
      learnExample: ({ label }, at) => {
        seen[label[at]!]! += 1;
      },
      save: () => ({ kind: 'counting', format: 1, scalars: {}, arrays: {} }),
    };
    const settings = { keepNegatives: 0.05, positiveWeight: 1 };
    new Rebalanced(settings, counting, Random.seeded(1)).learn(batchOf(problem, examples));
    const positives = examples.filter(({ label }) => label === 1).length;
    expect(seen[1]).toBe(positives);
    // Binomial with a deviation of 31: within four of them.
    expect(Math.abs(seen[0]! - 0.05 * (20_000 - positives))).toBeLessThan(124);
  });
});

it('a state of other shares is refused, naming both', () => {
  const state = createLearner(declared, problem).save();
  expect(() => loadLearner({ ...declared, keepNegatives: 0.25 }, problem, state)).toThrow(
    /keepNegatives 0.5 and 0.25 is declared/,
  );
  expect(() => loadLearner({ ...declared, positiveWeight: 1 }, problem, state)).toThrow(/positiveWeight 3 and 1/);
});

it('an outcome of more than two classes is refused', () => {
  expect(() => createLearner(declared, problemFor('multiclass'))).toThrow(/class 1 against class 0.*multiclass/);
});
