/** ADWIN boosting: weights and votes by hand. */
import type { FeatureBatch } from '../../../../../functions/domain/features/batch';
import { createBoosting } from '../../../../../functions/domain/learners/ensembles/adwin-boosting';
import { OneByOne } from '../../../../../functions/domain/learners/one-by-one';
import { batchOf, problemFor } from '../../../../contracts/learner-batches';

/** Always as sure of class 1. */
class Sure extends OneByOne {
  readonly kind = 'sure';
  protected readonly outputs = 1;

  constructor(private readonly probability: number) {
    super();
  }

  predictExample(_batch: FeatureBatch, _example: number, out: Float64Array, at: number): void {
    out[at] = this.probability;
  }

  learnExample(): void {}

  save() {
    return { kind: this.kind, format: 1, scalars: {}, arrays: {} };
  }
}

const problem = problemFor('binary');
const labelled = (labels: readonly number[]) =>
  batchOf(
    problem,
    labels.map((label) => ({ hashed: [0, 0, 0], numeric: [0, 0], label, weight: 1, completedAtMs: 0 })),
  );

function boosted(probabilities: readonly number[], labels: readonly number[]) {
  let made = 0;
  const settings = { models: probabilities.length, driftDelta: 0.002 };
  const boosting = createBoosting(settings, problem, () => new Sure(probabilities[made++]!));
  boosting.learn(labelled(labels));
  const out = new Float64Array(1);
  boosting.predict(labelled([0]), out);
  return { tallies: [...boosting.save().arrays.tallies!], prediction: out[0]! };
}

it('by hand: right answers hand on half of the weight of all by what was right, wrong ones by what was wrong', () => {
  // The first member is right, right, wrong with weight 1 each: it hands on 1 x 1/2, 1 x 2/4, 1 x 3/2.
  const { tallies } = boosted([0.9, 0.8], [1, 1, 0]);
  expect(tallies).toEqual([2, 1, 1, 1.5]);
});

it('by hand: a member worse than chance is not heard, the others by the logarithm of right over wrong', () => {
  // Votes: log((2 + 1) / (1 + 1)) of the first, and log((1 + 1) / (1.5 + 1)) < 0 of the second.
  expect(boosted([0.9, 0.8], [1, 1, 0]).prediction).toBeCloseTo(0.9, 12);
  // The third sees 0.5 x 1/2, 0.5 x 1/1, and 1.5 x 2.5/3 more: right 0.25 + 0.5, wrong 1.25.
  expect(boosted([0.9, 0.8, 0.6], [1, 1, 0]).tallies.slice(4)).toEqual([0.5, 1.25]);
});

it('while no member is better than chance, all are heard alike', () => {
  expect(boosted([0.9, 0.7], []).prediction).toBeCloseTo(0.8, 12);
  expect(boosted([0.9, 0.7], [0, 0]).prediction).toBeCloseTo(0.8, 12);
});
