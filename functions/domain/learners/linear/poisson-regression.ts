/**
 * How many are to be expected? Poisson regression (McCullagh and Nelder 1989, Generalized Linear Models, chapter 6) learned example
 * by example: the rate is exp(form), the loss rate - count x log rate, half the deviance but for a constant. Counts are
 * taken relative to their running mean, so that the forms begin at the right level: rate = mean x exp(form), and the gradient in
 * the form is (exp(form) - count / mean) x weight. With `target: 'asServed'` the intercept has to learn the level: rate = exp(form).
 *
 * The mean takes in an example before it is learned. A count below 0 is none and counts as 0. Log rates are held within ±100.
 * O(features) per example. Without data it answers 0, as served 1; while all counts are 0 it answers 0 and no weight moves.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import type { StandardScaler } from '../../features/standard-scaler';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { type LinearModel, saveLinearModel, saveScaler } from './linear-model';
import { POISSON_LOSS } from './losses';
import { Normalised } from './normalised';
import { within } from './within';

const MAX_LOG_RATE = 100;

export class PoissonRegression extends OneByOne {
  readonly kind = 'poisson';
  protected readonly outputs = 1;
  private readonly asServed: boolean;

  constructor(
    private readonly declaration: LinearLearnerDeclaration,
    private readonly problem: Problem,
    private readonly model: LinearModel,
    private readonly counts: StandardScaler,
  ) {
    super();
    this.asServed = declaration.target === 'asServed';
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const { row, scaler, cells, stride } = this.model;
    row.fill(batch, example, scaler);
    out[at] = this.level() * Math.exp(within(row.dot(cells, stride, 0), MAX_LOG_RATE));
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    const { row, scaler, cells, stride, method } = this.model;
    const count = Math.max(0, batch.label[example]!);
    this.counts.learn(0, count, weight);
    scaler.learnRow(batch.numeric, example * batch.numericCount, weight);
    const level = this.level();
    if (level === 0) return;
    row.fill(batch, example, scaler);
    const form = within(row.dot(cells, stride, 0), MAX_LOG_RATE);
    if (method instanceof Normalised) method.learn(row, POISSON_LOSS, form, count / level, weight, 0);
    else method.step(row, POISSON_LOSS.gradient(form, count / level) * weight, 1, 0);
  }

  /** What the rate is where the form is 0. */
  private level(): number {
    return this.asServed ? 1 : this.counts.unscale(0, 0);
  }

  save(): LearnerState {
    return saveLinearModel(this.model, this.declaration, this.problem, saveScaler(this.counts, 'target'));
  }
}
