/** MOA's accuracies, test-then-train over whole streams (moa.classifiers.bayes.NaiveBayes; the figures are those of the data's README). */

import { gaussianNaiveBayes } from '../../../../../functions/contracts/learners/bayes';
import { createNaiveBayes } from '../../../../../functions/domain/learners/bayes/create';
import { shared, where } from '../../../../support/on-shared-data';
import { bananas, ELEC2, elec2, phishing, type Stream } from '../../../../support/shared-streams';

/** The probability of class 1 for each example, before it was learned. */
function prequential({ problem, batch }: Stream, varianceSmoothing: number): Float64Array {
  const learner = createNaiveBayes(gaussianNaiveBayes({ varianceSmoothing }), problem);
  const out = new Float64Array(batch.count);
  for (let i = 0; i < batch.count; i++) {
    learner.predictExample(batch, i, out, i);
    learner.learnExample(batch, i, 1);
  }
  return out;
}

/** `tied` is the class that MOA gives a tie to: the first that its file declares. */
const accuracy = ({ batch }: Stream, probability: Float64Array, tied: 0 | 1): number => {
  let right = 0;
  for (const [at, p] of probability.entries())
    right += Number((p === 0.5 ? tied : Number(p > 0.5)) === batch.label[at]);
  return (100 * right) / batch.count;
};

/** MOA's votes as it computes them, products of plain doubles: 0 for both classes where they underflow, which is a tie. */
function underflows({ problem, batch }: Stream): boolean[] {
  const { numericCount } = problem;
  const cells = [0, 1].map(() => Array.from({ length: numericCount }, () => ({ n: 0, mean: 0, squares: 0 })));
  return Array.from({ length: batch.count }, (_, at) => {
    const row = batch.numeric.subarray(at * numericCount, (at + 1) * numericCount);
    const votes = cells.map((features) =>
      features.reduce((product, { n, mean, squares }, feature) => {
        const variance = n > 1 ? squares / (n - 1) : 0;
        const apart = row[feature]! - mean;
        if (variance === 0) return apart === 0 && n > 0 ? product : 0;
        return (product * Math.exp(-(apart * apart) / (2 * variance))) / Math.sqrt(2 * Math.PI * variance);
      }, 1),
    );
    for (const [feature, cell] of cells[batch.label[at]!]!.entries()) {
      const apart = row[feature]! - cell.mean;
      cell.n += 1;
      cell.mean += apart / cell.n;
      cell.squares += apart * (row[feature]! - cell.mean);
    }
    return votes[0] === 0 && votes[1] === 0;
  });
}

describe(`on Elec2, the day of the week a category (${where})`, () => {
  shared("is MOA's to six digits, once the 32 examples whose products underflow in MOA go to its first class", () => {
    const stream = elec2({ ...ELEC2, categorical: ['day'], numeric: ELEC2.numeric.filter((name) => name !== 'day') });
    const lost = underflows(stream);
    expect(lost.filter(Boolean)).toHaveLength(32);
    const ours = prequential(stream, 0);
    const asInMoa = ours.map((p, at) => (lost[at] ? 0.5 : p));
    expect(accuracy(stream, asInMoa, 1)).toBeCloseTo(73.362465, 6);
    expect(accuracy(stream, ours, 1)).toBeGreaterThan(73.362465);
  });
});

shared(`on Phishing is MOA's, and above with smoothed variances (${where})`, () => {
  const stream = phishing();
  expect(accuracy(stream, prequential(stream, 0), 0)).toBeCloseTo(88.4, 6);
  expect(accuracy(stream, prequential(stream, 1e-9), 0)).toBeGreaterThan(88.4);
});

shared(`on Bananas is MOA's (${where})`, () => {
  const stream = bananas();
  expect(accuracy(stream, prequential(stream, 1e-9), 0)).toBeCloseTo(61.53, 2);
});
