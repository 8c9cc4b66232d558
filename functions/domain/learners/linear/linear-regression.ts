/**
 * Which value is to be expected? Linear regression learned example by example, on half the squared error. The target is
 * standardised by its own running mean and deviation, so that one learning rate serves whatever the unit is: the weights
 * predict deviations from the mean, and the gradient in the linear form is (predicted - actual deviations) x weight.
 *
 * The target's statistics take in an example before it is learned, and a target further than 20 deviations out counts as 20.
 * O(features) per example. Untrained it answers 0; a constant target is answered by that constant. With `target: 'asServed'` the
 * weights predict the value itself.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { MAX_DEVIATIONS, StandardScaler } from '../../features/standard-scaler';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { type LinearModel, loadScaler, saveLinearModel, saveScaler } from './linear-model';
import { SQUARED_LOSS } from './losses';
import { Normalised } from './normalised';
import { within } from './within';

const TARGET = 'target';
/** Squares of larger ones, weighted, would overflow. */
const MAX_VALUE = 1e120;

export class LinearRegression extends OneByOne {
  readonly kind = 'linear';
  protected readonly outputs = 1;
  private readonly asServed: boolean;

  constructor(
    private readonly declaration: LinearLearnerDeclaration,
    private readonly problem: Problem,
    private readonly model: LinearModel,
    private readonly target: StandardScaler,
  ) {
    super();
    this.asServed = declaration.target === 'asServed';
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { row, scaler, cells, stride } = this.model;
    row.fill(batch, example, scaler);
    const form = row.dot(cells, stride, 0);
    out[at] = this.asServed ? within(form, MAX_VALUE) : this.target.unscale(0, form);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { row, scaler, cells, stride, method } = this.model;
    const label = batch.label[example]!;
    this.target.learn(0, label, weight);
    scaler.learnRow(batch.numeric, example * batch.numericCount, weight);
    row.fill(batch, example, scaler);
    const form = row.dot(cells, stride, 0);
    const wanted = this.asServed ? label : this.target.scale(0, label);
    if (method instanceof Normalised) {
      const bound = this.asServed ? MAX_VALUE : MAX_DEVIATIONS;
      method.learn(row, SQUARED_LOSS, within(form, bound), wanted, weight, 0);
    } else method.step(row, (form - wanted) * weight, 1, 0);
  }

  save(): LearnerState {
    return saveLinearModel(this.model, this.declaration, this.problem, saveScaler(this.target, TARGET));
  }
}

export const createTarget = (): StandardScaler => StandardScaler.create(1);
export const loadTarget = (state: LearnerState): StandardScaler => loadScaler(state, TARGET, 1);
