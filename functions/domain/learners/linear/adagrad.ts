/**
 * AdaGrad (Duchi, Hazan and Singer 2011, "Adaptive subgradient methods", diagonal, composite mirror descent):
 *
 *   G ← G + g²     w ← shrink(w - rate g / (√G + 1e-8), rate l1 / (√G + 1e-8))     shrink(w, by) = sgn(w) max(0, |w| - by)
 *
 * g is the gradient of the loss plus l2 w. Regularisation reaches a coordinate when an example touches it, and never the
 * intercept. A step is at most `rate` in any coordinate, whatever the gradient: nothing is clipped. O(entries) per step.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import { columnOf, interleaved } from './cells';
import type { Optimizer } from './optimizer';
import { INTERCEPT, type Row } from './row';
import { shrink } from './shrink';

// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a root.
const { sqrt } = Math;

/** Keeps a coordinate without gradients from dividing by zero. */
const EPSILON = 1e-8;

const STRIDE = 2;

export class AdaGrad implements Optimizer {
  readonly stride = STRIDE;
  readonly cells: Float64Array;
  private readonly rate: number;
  private readonly l1: number;
  private readonly l2: number;

  constructor(
    { learningRate, l1, l2 }: Pick<LinearLearnerDeclaration, 'learningRate' | 'l1' | 'l2'>,
    weights: Float64Array,
    squares: Float64Array,
  ) {
    this.cells = interleaved([weights, squares], STRIDE);
    this.rate = learningRate;
    this.l1 = l1;
    this.l2 = l2;
  }

  step(row: Row, gradient: number, outputs: number, output: number): void {
    if (outputs === 1 && this.l1 === 0 && this.l2 === 0) this.stepPlainly(row, gradient);
    else this.stepRegularised(row, gradient, outputs, output);
  }

  /** What most models do: the same numbers to the bit, without the penalties. */
  private stepPlainly(row: Row, gradient: number): void {
    const { cells, rate } = this;
    const { coordinate, value, count } = row;
    for (let entry = 0; entry < count; entry++) {
      const at = coordinate[entry]! * STRIDE;
      const g = gradient * value[entry]!;
      const square = cells[at + 1]! + g * g;
      cells[at] = cells[at]! - (rate / (sqrt(square) + EPSILON)) * g;
      cells[at + 1] = square;
    }
  }

  private stepRegularised(row: Row, gradient: number, outputs: number, output: number): void {
    const { cells, rate, l1, l2 } = this;
    const { coordinate, value, count } = row;
    for (let entry = 0; entry < count; entry++) {
      const at = (coordinate[entry]! * outputs + output) * STRIDE;
      const weight = cells[at]!;
      const regularised = entry !== INTERCEPT;
      const g = gradient * value[entry]! + (regularised ? l2 * weight : 0);
      const square = cells[at + 1]! + g * g;
      const scaled = rate / (sqrt(square) + EPSILON);
      const moved = weight - scaled * g;
      cells[at + 1] = square;
      cells[at] = l1 === 0 || !regularised ? moved : shrink(moved, scaled * l1);
    }
  }

  save(): Readonly<Record<string, Float64Array>> {
    return { weights: columnOf(this.cells, STRIDE, 0), squares: columnOf(this.cells, STRIDE, 1) };
  }
}
