/**
 * How probable is each class? Multinomial logistic regression, learned example by example: one linear form per class, softmax
 * over them, log loss, whose gradient in the form of class k is (probability of k - [label is k]) x weight. O(features x
 * classes) per example, and as many weights per coordinate as classes. Untrained it answers 1 / classes; an example of weight
 * 0 is passed over.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import type { Learner, LearnerState, Problem } from '../learner';
import { type LinearModel, saveLinearModel } from './linear-model';

export class SoftmaxLogistic implements Learner {
  readonly kind = 'logistic';
  private readonly probabilities: Float64Array;

  constructor(
    private readonly declaration: LinearLearnerDeclaration,
    private readonly problem: Problem,
    private readonly model: LinearModel,
  ) {
    this.probabilities = new Float64Array(problem.outputs);
  }

  predict(batch: FeatureBatch, out: Float64Array): void {
    const { row, scaler, outputs } = this.model;
    for (let i = 0; i < batch.count; i++) {
      row.fill(batch, i, scaler);
      this.classify(out, i * outputs);
    }
  }

  learn(batch: LabelledBatch): void {
    const { row, scaler, optimizer, outputs } = this.model;
    for (let i = 0; i < batch.count; i++) {
      const weight = batch.weight[i]!;
      if (!(weight > 0)) continue;
      scaler.learnRow(batch.numeric, i * batch.numericCount, weight);
      row.fill(batch, i, scaler);
      this.classify(this.probabilities, 0);
      for (let k = 0; k < outputs; k++) {
        const error = this.probabilities[k]! - (batch.label[i] === k ? 1 : 0);
        optimizer.step(row, error * weight, outputs, k);
      }
    }
  }

  /** Writes the probabilities of the current row. The largest form is subtracted from all, so that no exp overflows. */
  private classify(out: Float64Array, at: number): void {
    const { row, optimizer, outputs } = this.model;
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < outputs; k++) {
      const form = row.dot(optimizer.weights, outputs, k);
      out[at + k] = form;
      if (form > largest) largest = form;
    }
    let sum = 0;
    for (let k = 0; k < outputs; k++) {
      const odds = Math.exp(out[at + k]! - largest);
      out[at + k] = odds;
      sum += odds;
    }
    for (let k = 0; k < outputs; k++) out[at + k] = out[at + k]! / sum;
  }

  save(): LearnerState {
    return saveLinearModel(this.model, this.declaration, this.problem);
  }
}
