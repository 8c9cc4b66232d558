/**
 * Vowpal Wabbit's update, free of the features' units and of the way weight is cut into examples: normalised, adaptive, invariant
 * (NAG of Ross, Mineiro and Langford 2013, "Normalized online learning"; the step of Karampatziakis and Langford 2011, "Online
 * importance weight aware updates"). Numbers are not standardised, only divided by the largest magnitude s of their column so far:
 *
 *   x ← x / s      G ← G + weight g² x²      N ← N + weight Σ x²      T ← T + weight      m = √(T / N)
 *   u ← u + h m x / √G,  h such that the form becomes loss.formAfter(form, label, weight rate m Σ x² / √G)
 *
 * u = w s is the weight per s, g the gradient in the form. When s grows, G is put in the new unit, and u stays as it is: w shrinks by
 * s / s', which is what the paper does to it. Predicting, a number counts as at most 20 s. A column without data, or of zeros, counts
 * for nothing; an example that is fitted exactly changes no weight. O(entries) per step.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import { MAX_DEVIATIONS } from '../../features/standard-scaler';
import type { Problem } from '../learner';
import { columnOf, interleaved } from './cells';
import type { Loss } from './losses';
import type { Optimizer } from './optimizer';
import { firstNumericOf, type Row, type RowScaler } from './row';
import { within } from './within';

export interface NormalisedState {
  readonly weights: Float64Array;
  readonly squares: Float64Array;
  /** Per numeric feature. */
  readonly largest: Float64Array;
  /** T, N per output. */
  readonly totals: Float64Array;
}

const STRIDE = 2;

export class Normalised implements RowScaler, Omit<Optimizer, 'step'> {
  readonly stride = STRIDE;
  readonly cells: Float64Array;
  private readonly largest: Float64Array;
  private readonly totals: Float64Array;
  private readonly rate: number;
  private readonly outputs: number;
  private readonly firstNumeric: number;
  /** x / √G of each entry of the example that is learned. */
  private readonly shares: Float64Array;

  constructor(
    { learningRate }: Pick<LinearLearnerDeclaration, 'learningRate'>,
    problem: Problem,
    { weights, squares, largest, totals }: NormalisedState,
  ) {
    this.rate = learningRate;
    this.outputs = problem.outputs;
    this.firstNumeric = firstNumericOf(problem);
    this.shares = new Float64Array(1 + problem.hashedCount + problem.numericCount);
    this.cells = interleaved([weights, squares], STRIDE);
    this.largest = largest;
    this.totals = totals;
  }

  learnRow(values: Float64Array, at: number): void {
    const { largest, cells, outputs, firstNumeric } = this;
    for (let column = 0; column < largest.length; column++) {
      const magnitude = Math.abs(values[at + column]!);
      const before = largest[column]!;
      if (!(magnitude > before)) continue;
      largest[column] = magnitude;
      const shrunk = before / magnitude;
      const from = (firstNumeric + column) * outputs;
      for (let k = from; k < from + outputs; k++) {
        const square = k * STRIDE + 1;
        cells[square] = cells[square]! * shrunk * shrunk;
      }
    }
  }

  scaleRow(values: Float64Array, at: number, out: Float64Array, to: number): void {
    const { largest } = this;
    for (let column = 0; column < largest.length; column++) {
      const value = values[at + column]!;
      const unit = largest[column]!;
      const scaled = unit > 0 || Number.isNaN(value) ? value / unit : 0;
      out[to + column] = within(scaled, MAX_DEVIATIONS);
    }
  }

  learn(row: Row, loss: Loss, form: number, label: number, weight: number, output: number): void {
    const { cells, totals, outputs, shares } = this;
    const { coordinate, value, count } = row;
    const gradient = loss.gradient(form, label);
    const added = weight * gradient * gradient;
    let norm = 0;
    let travel = 0;
    for (let entry = 0; entry < count; entry++) {
      const x = value[entry]!;
      const x2 = x * x;
      const at = (coordinate[entry]! * outputs + output) * STRIDE;
      const square = cells[at + 1]! + added * x2;
      cells[at + 1] = square;
      norm += x2;
      const share = square > 0 ? x / Math.sqrt(square) : 0;
      shares[entry] = share;
      travel += x * share;
    }
    const total = totals[2 * output]! + weight;
    const norms = totals[2 * output + 1]! + weight * norm;
    totals[2 * output] = total;
    totals[2 * output + 1] = norms;
    if (added === 0 || travel === 0) return;
    const multiplier = Math.sqrt(total / norms);
    const perStep = multiplier * travel;
    const moved = loss.formAfter(form, label, weight * this.rate * perStep) - form;
    const step = (moved / perStep) * multiplier;
    for (let entry = 0; entry < count; entry++) {
      const at = (coordinate[entry]! * outputs + output) * STRIDE;
      cells[at] = cells[at]! + step * shares[entry]!;
    }
  }

  save(): Readonly<Record<string, Float64Array>> {
    return {
      weights: columnOf(this.cells, STRIDE, 0),
      squares: columnOf(this.cells, STRIDE, 1),
      largest: this.largest.slice(),
      totals: this.totals.slice(),
    };
  }
}
