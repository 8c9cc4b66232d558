/**
 * Naive Bayes against scikit-learn 1.9.1 (partial_fit example by example, with sample_weight), scipy 1.17.1, river 0.26.1, and by hand.
 */
import {
  bernoulliNaiveBayes,
  gaussianNaiveBayes,
  multinomialNaiveBayes,
} from '../../../../../functions/contracts/learners/bayes';
import type { LearnerDeclaration } from '../../../../../functions/contracts/learners/learner';
import { createLearner } from '../../../../../functions/domain/learners/create';
import type { Learner, Problem } from '../../../../../functions/domain/learners/learner';
import { batchOf, type Example } from '../../../../contracts/learner-batches';

const problemOf = (numericCount: number, categoricalCount: number, classes: number): Problem => ({
  task: classes === 2 ? 'binary' : 'multiclass',
  outputs: classes === 2 ? 1 : classes,
  numericCount,
  numericNames: Array.from({ length: numericCount }, (_, at) => `n${at}`),
  categoricalNames: Array.from({ length: categoricalCount }, (_, at) => `c${at}`),
  categoricalCount,
  hashedCount: categoricalCount,
  hashBits: 4,
  seed: 0,
});

const at = (numeric: number[], label: number, weight = 1, hashed: number[] = []): Example => ({
  hashed,
  numeric,
  label,
  weight,
  completedAtMs: 0,
});

function learned(declaration: LearnerDeclaration, problem: Problem, examples: readonly Example[]): Learner {
  const learner = createLearner(declaration, problem);
  learner.learn(batchOf(problem, examples));
  return learner;
}

function predicted(learner: Learner, problem: Problem, example: Example): number[] {
  const out = new Float64Array(problem.outputs);
  learner.predict(batchOf(problem, [example]), out);
  return [...out];
}

function expectClose(actual: readonly number[], expected: readonly number[], digits = 12): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, digits);
}

const { NaN: missing } = Number;

const counts = [
  at([2, 0, 1], 0),
  at([0, 3, 0], 1, 2),
  at([1, 1, 0], 0, 0.5),
  at([0, 0, 4], 2),
  at([5, 0, 0], 0, 3),
  at([0, 2, 2], 1),
];

describe('multinomial', () => {
  const words = problemOf(3, 0, 3);

  it("gives the probabilities of scikit-learn's MultinomialNB(alpha=.5)", () => {
    const learner = learned(multinomialNaiveBayes({ alpha: 0.5 }), words, counts);
    expectClose(
      predicted(learner, words, at([1, 0, 2], 0)),
      [0.23991569979483957, 0.06990857829347544, 0.6901757219116847],
    );
    expectClose(
      predicted(learner, words, at([0, 1, 0], 0)),
      [0.08683879333358756, 0.8771976659929065, 0.03596354067350597],
    );
    expectClose(
      predicted(learner, words, at([0, 0, 0], 0)),
      [0.5294117647058824, 0.3529411764705882, 0.11764705882352941],
    );
  });

  it('does not underflow where the product of probabilities does', () => {
    const learner = learned(multinomialNaiveBayes({ alpha: 0.5 }), words, counts);
    const long = predicted(learner, words, at([300, 500, 400], 0));
    expectClose(long, [0, 1, 0]);
    expect(long[2]! / 6.450615097615571e-130).toBeCloseTo(1, 9); // scikit-learn's
  });

  it("gives the probabilities of river's MultinomialNB for categories, one never seen among them", () => {
    const baskets = problemOf(0, 2, 2);
    const learner = learned(multinomialNaiveBayes(), baskets, [
      at([], 0, 1, [3, 11]),
      at([], 1, 1, [3, 12]),
      at([], 0, 1, [5, 11]),
      at([], 1, 1, [6, 12]),
      at([], 1, 1, [3, 14]),
    ]);
    const ofOne = (hashed: number[]) => predicted(learner, baskets, at([], 0, 1, hashed));
    expectClose(ofOne([3, 11]), [0.3424657534246577]);
    expectClose(ofOne([5, 12]), [0.6097560975609757]);
    expectClose(ofOne([9, 11]), [0.2577319587628867]);
  });

  it('passes over what no count can be: NaN, and what is below 0', () => {
    const plain = learned(multinomialNaiveBayes(), words, counts);
    const odd = learned(multinomialNaiveBayes(), words, [
      at([2, missing, 1], 0),
      at([-7, 3, missing], 1, 2),
      ...counts.slice(2),
    ]);
    expect(odd.save()).toEqual(plain.save());
  });
});

describe('Bernoulli', () => {
  const answers = problemOf(3, 0, 3);

  it("gives the probabilities of scikit-learn's BernoulliNB(alpha=.5, binarize=1)", () => {
    const learner = learned(bernoulliNaiveBayes({ alpha: 0.5, threshold: 1 }), answers, counts);
    expectClose(
      predicted(learner, answers, at([1, 0, 2], 0)),
      [0.11039003040037945, 0.2008796705547529, 0.6887302990448677],
    );
    expectClose(
      predicted(learner, answers, at([0, 1, 0], 0)),
      [0.6617010369234348, 0.20068582555389444, 0.13761313752267065],
    );
    expectClose(
      predicted(learner, answers, at([300, 500, 400], 0)),
      [0.15187537078947946, 0.6141592142558943, 0.23396541495462633],
    );
  });

  it('passes over a missing answer, by hand', () => {
    const pair = problemOf(2, 0, 2);
    const learner = learned(bernoulliNaiveBayes(), pair, [at([1, missing], 1), at([1, 0], 1), at([0, 1], 0)]);
    // Class 1: 2/3 x (2+1)/(2+2) x (0+1)/(1+2); class 0: 1/3 x (0+1)/(1+2) x (1+1)/(1+2).
    expectClose(predicted(learner, pair, at([1, 1], 0)), [1 / 6 / (1 / 6 + 2 / 27)]);
    expectClose(predicted(learner, pair, at([1, missing], 0)), [1 / 2 / (1 / 2 + 1 / 9)]);
  });
});

describe('Gaussian', () => {
  const plane = problemOf(2, 0, 2);
  const points = [
    at([1, 2], 0),
    at([2, 1], 0),
    at([0.5, 3], 0),
    at([4, 5], 1),
    at([5, 4.5], 1),
    at([3.5, 6], 1),
    at([2.5, 2], 0),
  ];

  it('gives the shares of the classes times the densities of scipy.stats.norm, with the deviations of std(ddof=1)', () => {
    const learner = learned(gaussianNaiveBayes({ varianceSmoothing: 0 }), plane, points);
    expectClose(predicted(learner, plane, at([2, 3], 0)), [0.0007533718648965574]);
    expectClose(predicted(learner, plane, at([3, 3.5], 0)), [0.3652386903747605]);
    expectClose(predicted(learner, plane, at([4, 4], 0)), [0.9959979756533954]);
  });

  it('adds to the variance of a class its share of that of all, so that a constant is no certainty', () => {
    const line = problemOf(1, 0, 2);
    const examples = [at([0], 0), at([0], 0), at([1], 1), at([2], 1)];
    // All: mean 0.75, variance 2.75/3. Class 0: mean 0, variance 0 + 0.5 of it; class 1: mean 1.5, variance 0.5 + 0.5 of it.
    const learner = learned(gaussianNaiveBayes({ varianceSmoothing: 0.5 }), line, examples);
    const [v0, v1] = [2.75 / 6, 0.5 + 2.75 / 6];
    const [d0, d1] = [Math.exp(-1 / (2 * v0)) / Math.sqrt(v0), Math.exp(-0.25 / (2 * v1)) / Math.sqrt(v1)];
    expectClose(predicted(learner, line, at([1], 0)), [d1 / (d0 + d1)]);

    const strict = learned(gaussianNaiveBayes({ varianceSmoothing: 0 }), line, examples);
    expect(predicted(strict, line, at([0.001], 0))).toEqual([1]);
  });

  it('a class that has seen one value borrows the variance of all, one that has seen none the mean too', () => {
    const line = problemOf(1, 0, 2);
    const learner = learned(gaussianNaiveBayes(), line, [at([1], 0), at([3], 1), at([missing], 1)]);
    // Both variances are 2; the shares 1/3 and 2/3.
    const [d0, d1] = [Math.exp(-0.25 / 4) / 3, (2 * Math.exp(-2.25 / 4)) / 3];
    expectClose(predicted(learner, line, at([1.5], 0)), [d1 / (d0 + d1)]);

    const blind = learned(gaussianNaiveBayes(), line, [at([1], 0), at([3], 0), at([missing], 1)]);
    // Class 0: mean 2, variance 2 (and a billionth of it); so has class 1, borrowed.
    expectClose(predicted(blind, line, at([1.5], 0)), [1 / 3], 8);
  });

  it('categories are counted, one added to each that the feature has shown, by hand', () => {
    const mixed = problemOf(1, 1, 2);
    const learner = learned(gaussianNaiveBayes(), mixed, [
      at([missing], 0, 1, [1]),
      at([missing], 0, 1, [2]),
      at([missing], 1, 3, [2]),
    ]);
    // Category 2: in class 0 (1+1)/(2+2), in class 1 (3+1)/(3+2). A new one: 1/4 and 1/5. The shares: 2/5 and 3/5.
    expectClose(predicted(learner, mixed, at([missing], 0, 1, [2])), [0.48 / 0.68]);
    expectClose(predicted(learner, mixed, at([missing], 0, 1, [7])), [0.12 / 0.22]);
  });

  it('before any example all classes are as probable, and one not seen cannot be', () => {
    const three = problemOf(1, 0, 3);
    expectClose(predicted(learned(gaussianNaiveBayes(), three, []), three, at([1], 0)), [1 / 3, 1 / 3, 1 / 3]);
    expect(predicted(learned(gaussianNaiveBayes(), three, [at([1], 2)]), three, at([1], 0))).toEqual([0, 0, 1]);
  });
});
