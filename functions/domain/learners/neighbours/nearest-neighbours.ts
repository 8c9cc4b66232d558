/**
 * What became of the examples most like this one, among the latest? The k nearest of a sliding window (nearest-rows.ts) answer:
 * the shares of their classes, or their mean, by weight. O(window x features) per prediction, O(features) per example learned.
 *
 * Crosses are not looked at: they differ where their features do. Before any example all classes are as probable, and the value is
 * 0. An example of weight 0 is passed over. A line may go on with another k, or with another window: a shorter one forgets
 * the oldest examples.
 */
import type { NearestNeighboursDeclaration } from '../../../contracts/learners/neighbours';
import type { FeatureBatch, LabelledBatch } from '../../features/batch';
import { StandardScaler } from '../../features/standard-scaler';
import { expectScalar, expectState, floatsOf } from '../../state/saved-state';
import type { LearnerState, Problem } from '../learner';
import { OneByOne } from '../one-by-one';
import { ExampleWindow } from './example-window';
import { NearestRows } from './nearest-rows';

const KIND = 'nearestNeighbours';
const FORMAT = 1;

export class NearestNeighbours extends OneByOne {
  readonly kind = KIND;
  protected readonly outputs: number;
  private readonly nearest: NearestRows;

  private constructor(
    { k }: NearestNeighboursDeclaration,
    private readonly problem: Problem,
    private readonly window: ExampleWindow,
    private readonly scaler: StandardScaler,
  ) {
    super();
    this.outputs = problem.outputs;
    this.nearest = new NearestRows(k, problem.numericCount);
  }

  static create(declaration: NearestNeighboursDeclaration, problem: Problem): NearestNeighbours {
    const window = new ExampleWindow(problem, declaration.window);
    return new NearestNeighbours(declaration, problem, window, StandardScaler.create(problem.numericCount));
  }

  /** @throws StateRefused */
  static load(declaration: NearestNeighboursDeclaration, problem: Problem, state: LearnerState): NearestNeighbours {
    expectState(state, KIND, FORMAT);
    for (const [name, wanted] of Object.entries(shapeOf(problem))) expectScalar(state, name, wanted);
    const window = ExampleWindow.load(problem, declaration.window, state);
    const scaler = StandardScaler.load({
      weight: floatsOf(state, 'features.weight', problem.numericCount),
      mean: floatsOf(state, 'features.mean', problem.numericCount),
      squares: floatsOf(state, 'features.squares', problem.numericCount),
    });
    return new NearestNeighbours(declaration, problem, window, scaler);
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    const found = this.nearest.find(this.window, this.scaler, batch, example);
    if (this.outputs > 1) this.writeShares(found, out, at);
    else out[at] = this.mean(found);
  }

  learnExample(batch: LabelledBatch, example: number, weight: number): void {
    this.scaler.learnRow(batch.numeric, example * batch.numericCount, weight);
    this.window.add(batch, example, weight);
  }

  save(): LearnerState {
    const { weight, mean, squares } = this.scaler.save();
    return {
      kind: KIND,
      format: FORMAT,
      scalars: shapeOf(this.problem),
      arrays: {
        ...this.window.save(),
        'features.weight': weight,
        'features.mean': mean,
        'features.squares': squares,
      },
    };
  }

  /** Of the labels of those found: of the labels 0 and 1 it is the share of class 1. */
  private mean(found: number): number {
    if (found === 0) return this.problem.task === 'binary' ? 0.5 : 0;
    const { window, nearest } = this;
    let total = 0;
    let mean = 0;
    for (let place = 0; place < found; place++) {
      const row = nearest.rows[place]!;
      total += window.weight[row]!;
      mean += (window.label[row]! - mean) * (window.weight[row]! / total);
    }
    return mean;
  }

  private writeShares(found: number, out: Float64Array, at: number): void {
    const { window, nearest, outputs } = this;
    let total = 0;
    for (let c = 0; c < outputs; c++) out[at + c] = found === 0 ? 1 : 0;
    for (let place = 0; place < found; place++) {
      const row = nearest.rows[place]!;
      const cell = at + window.label[row]!;
      out[cell] = out[cell]! + window.weight[row]!;
      total += window.weight[row]!;
    }
    for (let c = 0; c < outputs; c++) out[at + c] = out[at + c]! / (found === 0 ? outputs : total);
  }
}

/** What the arrays mean. */
const shapeOf = ({ task, outputs, numericCount, categoricalCount }: Problem) => ({
  task,
  outputs,
  numericCount,
  categoricalCount,
});
