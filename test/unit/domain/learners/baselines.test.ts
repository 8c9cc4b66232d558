import { createLearner } from '../../../../functions/domain/learners/create';
import type { Problem } from '../../../../functions/domain/learners/learner';
import { batchOf, problemFor } from '../../../contracts/learner-batches';

const answer = (kind: 'prior' | 'lastOutcome', problem: Problem, ...labels: readonly (readonly [number, number])[]) => {
  const learner = createLearner({ kind, name: kind, untilMs: null }, problem);
  const example = { hashed: [1, 2, 3], numeric: [0, 0], completedAtMs: 0 };
  learner.learn(
    batchOf(
      problem,
      labels.map(([label, weight]) => ({ ...example, label, weight })),
    ),
  );
  const out = new Float64Array(problem.outputs);
  learner.predict(batchOf(problem, [{ ...example, label: 0, weight: 1 }]), out);
  return [...out];
};

const [binary, multiclass, regression] = [problemFor('binary'), problemFor('multiclass'), problemFor('regression')];

describe('prior', () => {
  it('follows the rule of succession', () => {
    // (positives + 1) / (n + 2): 1 of 3 is 2/5
    expect(answer('prior', binary, [0, 1], [1, 1], [0, 1])).toEqual([2 / 5]);
    expect(answer('prior', binary, [1, 3])).toEqual([4 / 5]);
    // (n_k + 1) / (n + 3)
    expect(answer('prior', multiclass, [2, 1], [2, 1], [0, 1])).toEqual([2 / 6, 1 / 6, 3 / 6]);
  });

  it('is the weighted mean of values', () => {
    expect(answer('prior', regression, [10, 1], [20, 3])).toEqual([17.5]);
  });

  it('says nothing before it has learned', () => {
    expect(answer('prior', binary)).toEqual([1 / 2]);
    expect(answer('prior', multiclass)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(answer('prior', regression)).toEqual([0]);
    expect(answer('prior', regression, [7, 0])).toEqual([0]);
  });
});

describe('last outcome', () => {
  it('repeats the last label', () => {
    expect(answer('lastOutcome', binary, [0, 1], [1, 1])).toEqual([1]);
    expect(answer('lastOutcome', binary, [1, 1], [0, 1])).toEqual([0]);
    expect(answer('lastOutcome', multiclass, [2, 1], [1, 1])).toEqual([0, 1, 0]);
    expect(answer('lastOutcome', regression, [3, 1], [-0.5, 1])).toEqual([-0.5]);
  });

  it('says nothing before it has learned', () => {
    expect(answer('lastOutcome', binary)).toEqual([1 / 2]);
    expect(answer('lastOutcome', multiclass)).toEqual([1 / 3, 1 / 3, 1 / 3]);
    expect(answer('lastOutcome', regression)).toEqual([0]);
  });
});
