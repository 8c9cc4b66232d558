/**
 * How probable is each class? Multinomial logistic regression, learned example by example: one linear form per class, softmax
 * over them, log loss, whose gradient in the form of class k is (probability of k - [label is k]) x weight. O(features x
 * classes) per example, and as many weights per coordinate as classes. Untrained it answers 1 / classes; an example of weight
 * 0 is passed over.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { MAX_LOG_ODDS } from './binary-logistic';
import { type LinearModel, saveLinearModel } from './linear-model';
import { LOG_LOSS } from './losses';
import { Normalised } from './normalised';
import { within } from './within';

export class SoftmaxLogistic extends OneByOne {
  readonly kind = 'logistic';
  protected readonly outputs: number;
  private readonly probabilities: Float64Array;

  constructor(
    private readonly declaration: LinearLearnerDeclaration,
    private readonly problem: Problem,
    private readonly model: LinearModel,
  ) {
    super();
    this.outputs = problem.outputs;
    this.probabilities = new Float64Array(problem.outputs);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { row, scaler } = this.model;
    row.fill(batch, example, scaler);
    this.classify(out, at);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { row, scaler, method, outputs } = this.model;
    const { probabilities } = this;
    scaler.learnRow(batch.numeric, example * batch.numericCount, weight);
    row.fill(batch, example, scaler);
    this.classify(probabilities, 0);
    for (let k = 0; k < outputs; k++) {
      const label = batch.label[example] === k ? 1 : 0;
      const p = probabilities[k]!;
      // The other forms held where they are, one class against the rest is a binary problem whose form is the log odds.
      if (method instanceof Normalised) {
        method.learn(row, LOG_LOSS, within(Math.log(p / (1 - p)), MAX_LOG_ODDS), label, weight, k);
      } else method.step(row, (p - label) * weight, outputs, k);
    }
  }

  /** Writes the probabilities of the current row. The largest form is subtracted from all, so that no exp overflows. */
  private classify(out: Float64Array, at: number): void {
    const { row, cells, stride, outputs } = this.model;
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < outputs; k++) {
      const form = row.dot(cells, outputs * stride, k * stride);
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
