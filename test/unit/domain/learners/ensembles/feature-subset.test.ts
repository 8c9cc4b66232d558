/** Which features a patch sees. */
import { logistic } from '../../../../../functions/contracts/model';
import { createLearner, loadLearner } from '../../../../../functions/domain/learners/create';
import { byExample } from '../../../../../functions/domain/learners/ensembles/by-example';
import { featureSubset } from '../../../../../functions/domain/learners/ensembles/feature-subset';
import type { LearnerState, Problem } from '../../../../../functions/domain/learners/learner';
import { batchOf, type Example, examplesOf, problemFor } from '../../../../contracts/learner-batches';

/** Two numeric features, two categorical ones, a cross. */
const problem = problemFor('binary');
const seen: Problem[] = [];
const patch = (share: number) =>
  featureSubset(share, (own: Problem, state?: LearnerState) => {
    seen.push(own);
    const declaration = logistic();
    return byExample(state ? loadLearner(declaration, own, state) : createLearner(declaration, own), own);
  });

beforeEach(() => seen.splice(0));

it('draws that share of the features, at least two, and no cross', () => {
  for (const [share, features] of [
    [0.01, 2],
    [0.75, 3],
    [1, 4],
  ] as const) {
    patch(share)(problem);
    const { numericCount, categoricalCount, hashedCount, numericNames, categoricalNames } = seen.at(-1)!;
    expect(numericCount + categoricalCount).toBe(features);
    expect(hashedCount).toBe(categoricalCount);
    expect([numericNames.length, categoricalNames.length]).toEqual([numericCount, categoricalCount]);
  }
});

it('each feature is drawn as often, over many seeds', () => {
  const times = new Map<string, number>();
  const draws = 400;
  for (let seed = 0; seed < draws; seed++) {
    patch(0.5)({ ...problem, seed });
    const { numericNames, categoricalNames } = seen.at(-1)!;
    for (const name of [...numericNames, ...categoricalNames]) times.set(name, (times.get(name) ?? 0) + 1);
  }
  // 200 expected of each; five standard deviations are 50.
  expect([...times.keys()].toSorted()).toEqual(['c0', 'c1', 'n0', 'n1']);
  for (const count of times.values()) expect(Math.abs(count - draws / 2)).toBeLessThan(50);
});

it('what was not drawn makes no difference, what was drawn does', () => {
  const stream = examplesOf(problem, 60, 3);
  const learner = patch(0.5)(problem);
  learner.learn(batchOf(problem, stream));
  const { numericNames, categoricalNames } = seen[0]!;
  const drawn = new Set([...numericNames, ...categoricalNames]);
  const asked: Example = { hashed: [1, 2, 3], numeric: [1, 2], label: 0, weight: 1, completedAtMs: 0 };
  const changed: Record<string, Example> = {
    n0: { ...asked, numeric: [9, 2] },
    n1: { ...asked, numeric: [1, 9] },
    c0: { ...asked, hashed: [9, 2, 3] },
    c1: { ...asked, hashed: [1, 9, 3] },
    cross: { ...asked, hashed: [1, 2, 9] },
  };
  // A category is also known by its identity, which the contract's batches derive from the slot.
  const answer = (one: Example): number => {
    const out = new Float64Array(1);
    learner.predict(batchOf(problem, [one]), out);
    return out[0]!;
  };
  const differing = Object.keys(changed).filter((name) => answer(changed[name]!) !== answer(asked));
  expect(differing.toSorted()).toEqual([...drawn].toSorted());
});

it('refuses features that the problem has not', () => {
  const state = patch(0.5)(problem).save();
  const foreign = { ...state, arrays: { ...state.arrays, features: Int32Array.of(0, 4) } };
  expect(() => patch(0.5)(problem, foreign)).toThrow('features [0, 4]');
});
