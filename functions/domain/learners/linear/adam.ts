/**
 * Adam (Kingma and Ba 2015), lazily, as sparse rows need it: the running means of a coordinate's gradient and of its square move
 * only when an example has an entry there, and so does its weight. With entries everywhere this is Adam to the letter:
 *
 *   m ← β₁ m + (1 - β₁) g     v ← β₂ v + (1 - β₂) g²     w ← shrink(w - rate_t m / (√v + 1e-8), rate_t l1)
 *   rate_t = rate √(1 - β₂ᵗ) / (1 - β₁ᵗ),  β₁ = 0.9, β₂ = 0.999, t counts all examples
 *
 * g is the gradient of the loss plus l2 w. A rare coordinate meets a rate whose correction is over: its first steps are √(1 - β₂) /
 * (1 - β₁) = 0.32 times as long, where AdaGrad's would be full ones. The intercept is not regularised. O(entries) per step.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import { columnOf, interleaved } from './cells';
import type { Optimizer } from './optimizer';
import { INTERCEPT, type Row } from './row';
import { shrink } from './shrink';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;
/** From these examples on 1 - β₁ᵗ and 1 - β₂ᵗ are 1 to the bit: powers cost more than a coordinate. */
const SETTLED_1 = 400;
const SETTLED_2 = 40_000;

/** A weight, its two means, and nothing, so that no cell lies across two lines of memory. */
const STRIDE = 4;

export class Adam implements Optimizer {
  readonly stride = STRIDE;
  readonly cells: Float64Array;
  private readonly rate: number;
  private readonly l1: number;
  private readonly l2: number;

  /** @param steps of length 1: examples so far */
  constructor(
    { learningRate, l1, l2 }: Pick<LinearLearnerDeclaration, 'learningRate' | 'l1' | 'l2'>,
    weights: Float64Array,
    means: Float64Array,
    squares: Float64Array,
    private readonly steps: Float64Array,
  ) {
    this.cells = interleaved([weights, means, squares], STRIDE);
    this.rate = learningRate;
    this.l1 = l1;
    this.l2 = l2;
  }

  step(row: Row, gradient: number, outputs: number, output: number): void {
    const { cells, steps, l1, l2 } = this;
    const { coordinate, value, count } = row;
    const t = steps[0]! + 1;
    if (output === outputs - 1) steps[0] = t;
    const rate = this.rateAt(t);
    for (let entry = 0; entry < count; entry++) {
      const at = (coordinate[entry]! * outputs + output) * STRIDE;
      const weight = cells[at]!;
      const regularised = entry !== INTERCEPT;
      const g = gradient * value[entry]! + (regularised ? l2 * weight : 0);
      const mean = BETA_1 * cells[at + 1]! + (1 - BETA_1) * g;
      const square = BETA_2 * cells[at + 2]! + (1 - BETA_2) * g * g;
      const moved = weight - (rate * mean) / (Math.sqrt(square) + EPSILON);
      cells[at + 1] = mean;
      cells[at + 2] = square;
      cells[at] = l1 === 0 || !regularised ? moved : shrink(moved, rate * l1);
    }
  }

  private rateAt(t: number): number {
    const ofSquares = t < SETTLED_2 ? Math.sqrt(1 - BETA_2 ** t) : 1;
    const ofMeans = t < SETTLED_1 ? 1 - BETA_1 ** t : 1;
    return (this.rate * ofSquares) / ofMeans;
  }

  save(): Readonly<Record<string, Float64Array>> {
    return {
      weights: columnOf(this.cells, STRIDE, 0),
      means: columnOf(this.cells, STRIDE, 1),
      squares: columnOf(this.cells, STRIDE, 2),
      steps: this.steps.slice(),
    };
  }
}
