import type { LearnerDeclaration } from '../../../../functions/contracts/learners/learner';
import { createLearner } from '../../../../functions/domain/learners/create';
import { batchOf, examplesOf, problemFor, sameBits, stateBytes } from '../../../contracts/learner-batches';

const problem = problemFor('binary');
// Labels become known at 0, 1, 2, … seconds.
const stream = examplesOf(problem, 40, 21);

const declared = (untilMs: number | null): LearnerDeclaration => ({
  kind: 'logistic',
  name: 'frozen',
  untilMs,
  optimizer: 'ftrl',
  learningRate: 0.1,
  intercept: true,
  l1: 0,
  l2: 0,
});
const stateOf = (untilMs: number | null, ...batches: readonly (typeof stream)[]): Uint8Array => {
  const learner = createLearner(declared(untilMs), problem);
  for (const batch of batches) learner.learn(batchOf(problem, batch));
  return stateBytes(learner.save());
};

it('learns what was known before its moment, and not at it', () => {
  expect(sameBits(stateOf(17_000, stream), stateOf(null, stream.slice(0, 17)))).toBe(true);
  expect(sameBits(stateOf(17_001, stream), stateOf(null, stream.slice(0, 18)))).toBe(true);
});

it('never changes again after it, however long it goes on', () => {
  const later = stream.slice(17);
  expect(sameBits(stateOf(17_000, stream, later, later), stateOf(17_000, stream))).toBe(true);
});

it('looks at each example: a label that came late and was known early is learned', () => {
  const shuffled = [...stream.slice(30), ...stream.slice(0, 30)];
  const early = shuffled.filter(({ completedAtMs }) => completedAtMs < 17_000);
  expect(sameBits(stateOf(17_000, shuffled), stateOf(null, early))).toBe(true);
});

it('with a moment before the first label it stays untrained', () => {
  expect(sameBits(stateOf(0, stream), stateOf(null))).toBe(true);
});
