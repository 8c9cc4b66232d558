import {
  biasedMatrixFactorisation,
  factorisationMachine,
} from '../../../../../functions/contracts/learners/factorisation';
import type { LearnerDeclaration } from '../../../../../functions/contracts/learners/learner';
import { logistic } from '../../../../../functions/contracts/learners/linear';
import { createLearner, loadLearner } from '../../../../../functions/domain/learners/create';
import type { Problem } from '../../../../../functions/domain/learners/learner';
import { batchOf, type Example, examplesOf, problemFor } from '../../../../contracts/learner-batches';

const ratings = biasedMatrixFactorisation({ user: 'c0', item: 'c1' });

/** Of two categories with eight values each; the label says whether both are odd or both even: only the pair tells. */
function pairs(count: number): Example[] {
  return examplesOf(problemFor('binary'), count, 5).map((one) => {
    const [first, second] = [one.hashed[0]! % 8, 8 + (one.hashed[1]! % 8)];
    const label = Number(first % 2 === second % 2);
    return { ...one, hashed: [first, second, 31], numeric: [0, 0], label, weight: 1 };
  });
}

function accuracy(declaration: LearnerDeclaration): number {
  const problem = problemFor('binary');
  const learner = createLearner(declaration, problem);
  learner.learn(batchOf(problem, pairs(3000)));
  const asked = pairs(3500).slice(3000);
  const out = new Float64Array(asked.length);
  learner.predict(batchOf(problem, asked), out);
  return asked.filter(({ label }, at) => out[at]! > 0.5 === (label === 1)).length / asked.length;
}

describe('what only pairs of features tell', () => {
  it('is learned by factorisation, and not by a linear model', () => {
    expect(accuracy(factorisationMachine())).toBe(1);
    expect(accuracy(ratings)).toBe(1);
    expect(accuracy(logistic())).toBeLessThan(0.65);
  });
});

describe('matrix factorisation', () => {
  const problem = problemFor('regression');

  it('names the features it could be between when one is unknown, and wants two', () => {
    const between = (user: string, item: string) => () =>
      createLearner(biasedMatrixFactorisation({ user, item }), problem);
    expect(between('c0', 'movie')).toThrow(
      'biasedMatrixFactorisation has movie for item, and the categorical features are c0, c1',
    );
    expect(between('c0', 'c0')).toThrow('has c0 for user and for item');
  });

  it('refuses a state of other features or another number of factors', () => {
    const state = createLearner(ratings, problem).save();
    expect(() => loadLearner(biasedMatrixFactorisation({ user: 'c1', item: 'c0' }), problem, state)).toThrow('user');
    expect(() => loadLearner({ ...ratings, factors: 3 }, problem, state)).toThrow('factors');
  });

  it('answers an unknown user and item with the mean of the outcomes', () => {
    const learner = createLearner(ratings, problem);
    const seen = examplesOf(problem, 200, 3).map((one) => ({ ...one, hashed: [1, 2, 3], weight: 1 }));
    learner.learn(batchOf(problem, seen));
    const out = new Float64Array(1);
    learner.predict(batchOf(problem, [{ ...seen[0]!, hashed: [7, 8, 9] }]), out);
    expect(out[0]).toBeCloseTo(seen.reduce((sum, { label }) => sum + label, 0) / 200, 8);
  });

  it('tells identities apart that share their low word', () => {
    const learner = createLearner(ratings, problem);
    const labels = [0, 100];
    const batch = (high: number) => {
      const one = { hashed: [1, 2, 3], numeric: [0, 0], label: labels[high]!, weight: 1, completedAtMs: 0 };
      return { ...batchOf(problem, [one]), identity: Uint32Array.of(1, high, 2, 0) };
    };
    for (let time = 0; time < 200; time++) learner.learn(batch(time % 2));
    for (const high of [0, 1]) {
      const out = new Float64Array(1);
      learner.predict(batch(high), out);
      expect(Math.abs(out[0]! - labels[high]!)).toBeLessThan(10);
    }
  });
});

describe('a factorisation machine', () => {
  it('refuses a state of another number of factors or slots', () => {
    const problem: Problem = problemFor('binary');
    const state = createLearner(factorisationMachine({ factors: 2 }), problem).save();
    expect(() => loadLearner(factorisationMachine({ factors: 3 }), problem, state)).toThrow('factors');
    expect(() => loadLearner(factorisationMachine({ factors: 2 }), { ...problem, hashBits: 6 }, state)).toThrow(
      'hashBits',
    );
  });
});
