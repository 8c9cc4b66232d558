/**
 * AdaGrad (Duchi, Hazan and Singer 2011, "Adaptive subgradient methods", diagonal, composite mirror descent):
 *
 *   G ← G + g²     w ← shrink(w - rate g / (√G + 1e-8), rate l1 / (√G + 1e-8))     shrink(w, by) = sgn(w) max(0, |w| - by)
 *
 * g is the gradient of the loss plus l2 w. Regularisation reaches a coordinate when an example touches it, and never the
 * intercept. A step is at most `rate` in any coordinate, whatever the gradient: nothing is clipped. O(entries) per step.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import type { Optimizer } from './optimizer';
import { INTERCEPT, type Row } from './row';
import { shrink } from './shrink';

/** Keeps a coordinate without gradients from dividing by zero. */
const EPSILON = 1e-8;

export class AdaGrad implements Optimizer {
  private readonly rate: number;
  private readonly l1: number;
  private readonly l2: number;

  constructor(
    { learningRate, l1, l2 }: Pick<LinearLearnerDeclaration, 'learningRate' | 'l1' | 'l2'>,
    readonly weights: Float64Array,
    private readonly squares: Float64Array,
  ) {
    this.rate = learningRate;
    this.l1 = l1;
    this.l2 = l2;
  }

  step(row: Row, gradient: number, outputs: number, output: number): void {
    if (outputs === 1 && this.l1 === 0 && this.l2 === 0) this.stepPlainly(row, gradient);
    else this.stepRegularised(row, gradient, outputs, output);
  }

  /** What most models do: the same numbers to the bit, at half the cost. */
  private stepPlainly(row: Row, gradient: number): void {
    const { weights, squares, rate } = this;
    const { coordinate, value, count } = row;
    for (let entry = 0; entry < count; entry++) {
      const at = coordinate[entry]!;
      const g = gradient * value[entry]!;
      const square = squares[at]! + g * g;
      squares[at] = square;
      weights[at] = weights[at]! - (rate / (Math.sqrt(square) + EPSILON)) * g;
    }
  }

  private stepRegularised(row: Row, gradient: number, outputs: number, output: number): void {
    const { weights, squares, rate, l1, l2 } = this;
    const { coordinate, value, count } = row;
    for (let entry = 0; entry < count; entry++) {
      const at = coordinate[entry]! * outputs + output;
      const weight = weights[at]!;
      const regularised = entry !== INTERCEPT;
      const g = gradient * value[entry]! + (regularised ? l2 * weight : 0);
      const square = squares[at]! + g * g;
      const scaled = rate / (Math.sqrt(square) + EPSILON);
      const moved = weight - scaled * g;
      squares[at] = square;
      weights[at] = l1 === 0 || !regularised ? moved : shrink(moved, scaled * l1);
    }
  }

  save(): Readonly<Record<string, Float64Array>> {
    return { weights: this.weights.slice(), squares: this.squares.slice() };
  }
}
