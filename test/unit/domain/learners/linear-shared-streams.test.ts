/** River's documented figures of linear models on the small streams that it ships: progressive validation, each row predicted first. */

import { linear, logistic } from '../../../../functions/contracts/learners/linear';
import { createLearner } from '../../../../functions/domain/learners/create';
import type { ExampleLearner } from '../../../../functions/domain/learners/learner';
import { OneByOne } from '../../../../functions/domain/learners/one-by-one';
import { shared, where } from '../../../support/on-shared-data';
import { phishing, type Stream, trumpApproval } from '../../../support/shared-streams';

function progressive({ batch }: Stream, learner: ExampleLearner): Float64Array {
  const predictions = new Float64Array(batch.count);
  for (let at = 0; at < batch.count; at++) {
    learner.predictExample(batch, at, predictions, at);
    learner.learnExample(batch, at, 1);
  }
  return predictions;
}

const learnerOf = (declaration: Parameters<typeof createLearner>[0], { problem }: Stream): ExampleLearner => {
  const learner = createLearner(declaration, { ...problem, hashBits: 1 });
  if (!(learner instanceof OneByOne)) throw new Error(`${learner.kind} does not learn one by one`);
  return learner;
};

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** River's ROCAUC: trapezia between the rates at ten thresholds, evenly from just below 0 to just above 1. */
function riverAuc(predicted: Float64Array, label: Float64Array): number {
  const rates = Array.from({ length: 10 }, (_, index) => {
    const threshold = index / 9 + (index === 0 ? -1e-7 : index === 9 ? 1e-7 : 0);
    const share = (y: number) => {
      const own = predicted.filter((_, at) => label[at] === y);
      return own.filter((p) => p > threshold).length / own.length;
    };
    return { positive: share(1), negative: share(0) };
  });
  return rates.slice(1).reduce((area, to, at) => {
    const from = rates[at]!;
    return area + ((from.positive + to.positive) / 2) * (from.negative - to.negative);
  }, 0);
}

// StandardScaler | LogisticRegression(SGD(.01)): Accuracy 89.28 %, LogLoss 0.3301120464, ROCAUC 95.07 %
shared(`logistic regression on Phishing (${where})`, () => {
  const stream = phishing();
  const { label } = stream.batch;
  const predicted = progressive(stream, learnerOf(logistic({ optimizer: 'sgd' }), stream));
  expect(mean(predicted.map((p, at) => Number(p > 0.5 === (label[at] === 1))))).toBeCloseTo(0.8928, 10);
  expect(mean(predicted.map((p, at) => -Math.log(label[at] === 1 ? p : 1 - p)))).toBeCloseTo(0.3301120464, 10);
  expect(riverAuc(predicted, label)).toBeCloseTo(0.9507, 4);
});

// StandardScaler | LinearRegression(intercept_lr=.1), SGD(.01) on (p - y)², of which ours is half: MAE 0.558735
shared(`linear regression on TrumpApproval (${where})`, () => {
  const stream = trumpApproval();
  const { label } = stream.batch;
  const declaration = linear({ optimizer: 'sgd', learningRate: 0.02, interceptRate: 0.2, target: 'asServed' });
  const predicted = progressive(stream, learnerOf(declaration, stream));
  expect(mean(predicted.map((p, at) => Math.abs(p - label[at]!)))).toBeCloseTo(0.558735, 6);
});
