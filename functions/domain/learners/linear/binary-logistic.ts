/**
 * How probable is class 1? Logistic regression learned example by example, in stream order: log loss, whose gradient in the
 * linear form is (probability - label) x weight. O(features) per example. Untrained it answers 0.5; an example of weight 0 is
 * passed over.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { type LinearModel, saveLinearModel } from './linear-model';
import { LOG_LOSS, probability } from './losses';
import { Normalised } from './normalised';
import { within } from './within';

/** Log odds further out than this are as certain as can be told from 0 or 1. */
export const MAX_LOG_ODDS = 50;

export class BinaryLogistic extends OneByOne {
  readonly kind = 'logistic';
  protected readonly outputs = 1;

  constructor(
    private readonly declaration: LinearLearnerDeclaration,
    private readonly problem: Problem,
    private readonly model: LinearModel,
  ) {
    super();
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { row, scaler, cells, stride } = this.model;
    row.fill(batch, example, scaler);
    out[at] = probability(row.dot(cells, stride, 0));
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { row, scaler, cells, stride, method } = this.model;
    const label = batch.label[example]!;
    scaler.learnRow(batch.numeric, example * batch.numericCount, weight);
    row.fill(batch, example, scaler);
    const form = row.dot(cells, stride, 0);
    if (method instanceof Normalised) method.learn(row, LOG_LOSS, within(form, MAX_LOG_ODDS), label, weight, 0);
    else method.step(row, (probability(form) - label) * weight, 1, 0);
  }

  save(): LearnerState {
    return saveLinearModel(this.model, this.declaration, this.problem);
  }
}
