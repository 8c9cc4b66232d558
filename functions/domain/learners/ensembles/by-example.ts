/**
 * Any learner, one example at a time: its own way where it has one, otherwise by batches of one, which cost some allocations each. The
 * weight given takes the place of the batch's.
 */
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { labelledStretchOf, stretchOf } from '../../features/rows-of';
import type { ExampleLearner, Learner, LearnerState, Problem } from '../learner';

export function byExample(learner: Learner, { outputs }: Problem): ExampleLearner {
  return takesExamples(learner) ? learner : new BatchesOfOne(learner, outputs);
}

const takesExamples = (learner: Learner): learner is ExampleLearner =>
  'predictExample' in learner && 'learnExample' in learner;

class BatchesOfOne implements ExampleLearner {
  readonly kind: string;

  constructor(
    private readonly inner: Learner,
    private readonly outputs: number,
  ) {
    this.kind = inner.kind;
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    this.inner.predict(stretchOf(batch, example, example + 1), out.subarray(at, at + this.outputs));
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    this.inner.learn({
      ...labelledStretchOf(batch, example, example + 1),
      // Not the ensemble's own array: whoever keeps the batch would see the next weight in it.
      weight: Float64Array.of(weight),
    });
  }

  predictAndLearnExample(batch: LabelledBatch, example: number, weight: number, out: Float64Array, at: number): void {
    this.predictExample(batch, example, out, at);
    this.learnExample(batch, example, weight);
  }

  predict(batch: FeatureBatch, out: Float64Array): void {
    this.inner.predict(batch, out);
  }

  learn(batch: LabelledBatch): void {
    this.inner.learn(batch);
  }

  save(): LearnerState {
    return this.inner.save();
  }
}
