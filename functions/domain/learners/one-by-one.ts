/** A batch is its examples, one after the other, in their order; what weighs nothing is passed over. */
import type { FeatureBatch, LabelledBatch } from '../features/batch';
import type { ExampleLearner, LearnerState } from './learner';

export abstract class OneByOne implements ExampleLearner {
  abstract readonly kind: string;
  protected abstract readonly outputs: number;

  abstract predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void;
  abstract learnExample(batch: LabelledBatch, example: number, weight: number): void;
  abstract save(): LearnerState;

  predictAndLearnExample(batch: LabelledBatch, example: number, weight: number, out: Float64Array, at: number): void {
    this.predictExample(batch, example, out, at);
    this.learnExample(batch, example, weight);
  }

  predict(batch: FeatureBatch, out: Float64Array): void {
    const { outputs } = this;
    for (let example = 0; example < batch.count; example++) this.predictExample(batch, example, out, example * outputs);
  }

  learn(batch: LabelledBatch): void {
    const { weight, count } = batch;
    for (let example = 0; example < count; example++) {
      if (weight[example]! > 0) this.learnExample(batch, example, weight[example]!);
    }
  }
}
