/**
 * How probable is class 1? Logistic regression learned example by example, in stream order: log loss, whose gradient in the
 * linear form is (probability - label) x weight. O(features) per example. Untrained it answers 0.5; an example of weight 0 is
 * passed over.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import type { Learner, LearnerState, Problem } from '../learner';
import { type LinearModel, saveLinearModel } from './linear-model';

export class BinaryLogistic implements Learner {
  readonly kind = 'logistic';

  constructor(
    private readonly declaration: LinearLearnerDeclaration,
    private readonly problem: Problem,
    private readonly model: LinearModel,
  ) {}

  predict(batch: FeatureBatch, out: Float64Array): void {
    const { row, scaler, optimizer } = this.model;
    for (let i = 0; i < batch.count; i++) {
      row.fill(batch, i, scaler);
      out[i] = probability(row.dot(optimizer.weights, 1, 0));
    }
  }

  learn(batch: LabelledBatch): void {
    const { row, scaler, optimizer } = this.model;
    for (let i = 0; i < batch.count; i++) {
      const weight = batch.weight[i]!;
      if (!(weight > 0)) continue;
      scaler.learnRow(batch.numeric, i * batch.numericCount, weight);
      row.fill(batch, i, scaler);
      const gradient = (probability(row.dot(optimizer.weights, 1, 0)) - batch.label[i]!) * weight;
      optimizer.step(row, gradient, 1, 0);
    }
  }

  save(): LearnerState {
    return saveLinearModel(this.model, this.declaration, this.problem);
  }
}

/** exp overflows to infinity for a very negative form, and the quotient is 0 then, as it should be. */
const probability = (form: number): number => 1 / (1 + Math.exp(-form));
