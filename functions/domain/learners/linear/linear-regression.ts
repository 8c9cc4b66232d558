/**
 * Which value is to be expected? Linear regression learned example by example, on half the squared error. The target is
 * standardised by its own running mean and deviation, so that one learning rate serves whatever the unit is: the weights
 * predict deviations from the mean, and the gradient in the linear form is (predicted - actual deviations) x weight.
 *
 * The target's statistics take in an example before it is learned, and a target further than 20 deviations out counts as 20.
 * O(features) per example. Untrained it answers 0; a constant target is answered by that constant.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { StandardScaler } from '../../features/standard-scaler';
import type { Learner, LearnerState, Problem } from '../learner';
import { type LinearModel, loadScaler, saveLinearModel, saveScaler } from './linear-model';

const TARGET = 'target';

export class LinearRegression implements Learner {
  readonly kind = 'linear';

  constructor(
    private readonly declaration: LinearLearnerDeclaration,
    private readonly problem: Problem,
    private readonly model: LinearModel,
    private readonly target: StandardScaler,
  ) {}

  predict(batch: FeatureBatch, out: Float64Array): void {
    const { row, scaler, optimizer } = this.model;
    for (let i = 0; i < batch.count; i++) {
      row.fill(batch, i, scaler);
      out[i] = this.target.unscale(0, row.dot(optimizer.weights, 1, 0));
    }
  }

  learn(batch: LabelledBatch): void {
    const { row, scaler, optimizer } = this.model;
    for (let i = 0; i < batch.count; i++) {
      const weight = batch.weight[i]!;
      if (!(weight > 0)) continue;
      const label = batch.label[i]!;
      this.target.learn(0, label, weight);
      scaler.learnRow(batch.numeric, i * batch.numericCount, weight);
      row.fill(batch, i, scaler);
      const gradient = (row.dot(optimizer.weights, 1, 0) - this.target.scale(0, label)) * weight;
      optimizer.step(row, gradient, 1, 0);
    }
  }

  save(): LearnerState {
    return saveLinearModel(this.model, this.declaration, this.problem, saveScaler(this.target, TARGET));
  }
}

export const createTarget = (): StandardScaler => StandardScaler.create(1);
export const loadTarget = (state: LearnerState): StandardScaler => loadScaler(state, TARGET, 1);
