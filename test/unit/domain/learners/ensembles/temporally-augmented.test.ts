/** What the last outcomes tell, and where they stand. */
import { logistic, temporallyAugmented } from '../../../../../functions/contracts/model';
import type { FeatureBatch, LabelledBatch } from '../../../../../functions/domain/features/batch';
import { createLearner } from '../../../../../functions/domain/learners/create';
import { createAugmented } from '../../../../../functions/domain/learners/ensembles/temporally-augmented';
import type { Problem } from '../../../../../functions/domain/learners/learner';
import { OneByOne } from '../../../../../functions/domain/learners/one-by-one';
import { batchOf, examplesOf, problemFor } from '../../../../contracts/learner-batches';
import { testThenTrain } from './test-then-train';

/** Keeps the rows that it is shown. */
class Witness extends OneByOne {
  readonly kind = 'witness';
  protected readonly outputs = 1;
  readonly shown: { numeric: number[]; hashed: number[]; identity: number[] }[] = [];

  predictExample(_batch: FeatureBatch, _example: number, out: Float64Array, at: number): void {
    out[at] = 0.5;
  }

  learnExample({ numeric, hashed, identity }: LabelledBatch): void {
    this.shown.push({ numeric: [...numeric], hashed: [...hashed], identity: [...identity] });
  }

  save() {
    return { kind: this.kind, format: 1, scalars: {}, arrays: {} };
  }
}

function shownTo(task: Problem['task'], labels: readonly number[], outcomes: number) {
  const problem = problemFor(task);
  const witness = new Witness();
  let inside = problem;
  const learner = createAugmented({ outcomes }, problem, (own) => {
    inside = own;
    return witness;
  });
  const batch = batchOf(
    problem,
    labels.map((label) => ({ hashed: [5, 6, 7], numeric: [1, 2], label, weight: 1, completedAtMs: 0 })),
  );
  learner.learn(batch);
  return { shown: witness.shown, inside };
}

it('values follow the numeric features, the newest first, missing until known', () => {
  const { shown, inside } = shownTo('regression', [10, 20, 30], 2);
  expect(inside.numericCount).toBe(4);
  expect(shown.map(({ numeric }) => numeric)).toEqual([
    [1, 2, Number.NaN, Number.NaN],
    [1, 2, 10, Number.NaN],
    [1, 2, 20, 10],
  ]);
});

it('classes are categories between the features and the crosses, one of their own per class, lag, and while unknown', () => {
  const { shown, inside } = shownTo('binary', [0, 1, 1, 0, 0], 2);
  expect([inside.categoricalCount, inside.hashedCount]).toEqual([4, 5]);
  for (const { hashed, numeric } of shown) {
    expect([hashed[0], hashed[1], hashed[4]]).toEqual([5, 6, 7]);
    expect(numeric).toEqual([1, 2]);
  }
  const names = shown.map(({ identity }) => [identity.slice(4, 6).join(), identity.slice(6, 8).join()]);
  const [none, zero, one] = [names[0]![0], names[1]![0], names[2]![0]];
  expect(new Set([none, zero, one]).size).toBe(3);
  expect(names.map(([newest]) => newest)).toEqual([none, zero, one, one, zero]);
  const [older] = names.map(([, second]) => second);
  expect([none, zero, one]).not.toContain(older);
});

it('a learner without a clue finds that outcomes alternate', () => {
  const problem = problemFor('binary');
  const stream = batchOf(
    problem,
    examplesOf(problem, 400, 5).map((one, at) => ({ ...one, hashed: [0, 0, 0], numeric: [0, 0], label: at % 2 })),
  );
  expect(testThenTrain(createLearner(logistic(), problem), stream)).toBeLessThan(0.6);
  expect(testThenTrain(createLearner(temporallyAugmented({ base: logistic() }), problem), stream)).toBeGreaterThan(0.9);
});
