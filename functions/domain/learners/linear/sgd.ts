/**
 * Stochastic gradient descent: w ← shrink(w - rate_t g, rate_t l1), g the gradient of the loss plus l2 w, rate_t = rate / t^power for
 * the t-th example (power 0: constant). The same rate for every coordinate, save that
 * the intercept may have its own, which decays alike. As river's SGD with its InverseScaling; gradients of the loss are held within
 * ±1e12 as there, and l2 within 1 / rate_t, so that a rate that is too high gives large weights and never infinite ones. The intercept is
 * not regularised.
 * O(entries) per step.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import type { Optimizer } from './optimizer';
import { INTERCEPT, type Row } from './row';
import { shrink } from './shrink';
import { within } from './within';

const MAX_GRADIENT = 1e12;

export class Sgd implements Optimizer {
  readonly stride = 1;
  private readonly rate: number;
  private readonly interceptRate: number;
  private readonly power: number;
  private readonly l1: number;
  private readonly l2: number;

  /** @param steps of length 1: examples so far */
  constructor(
    { learningRate, interceptRate, decayPower, l1, l2 }: LinearLearnerDeclaration,
    readonly cells: Float64Array,
    private readonly steps: Float64Array,
  ) {
    this.rate = learningRate;
    this.interceptRate = interceptRate ?? learningRate;
    this.power = decayPower ?? 0;
    this.l1 = l1;
    this.l2 = l2;
  }

  step(row: Row, gradient: number, outputs: number, output: number): void {
    const { cells: weights, steps, l1, l2 } = this;
    const { coordinate, value, count } = row;
    const t = steps[0]! + 1;
    const decay = this.power === 0 ? 1 : t ** -this.power;
    if (output === outputs - 1) steps[0] = t;
    const held = within(gradient, MAX_GRADIENT);
    const constant = coordinate[INTERCEPT]! * outputs + output;
    weights[constant] = weights[constant]! - this.interceptRate * decay * held * value[INTERCEPT]!;
    const rate = this.rate * decay;
    // Towards 0 and no further: a product of rate and penalty above 1 would throw the weight to the other side, farther each time.
    const pull = Math.min(l2, 1 / rate);
    for (let entry = INTERCEPT + 1; entry < count; entry++) {
      const at = coordinate[entry]! * outputs + output;
      const weight = weights[at]!;
      const moved = weight - rate * (held * value[entry]! + pull * weight);
      weights[at] = l1 === 0 ? moved : shrink(moved, rate * l1);
    }
  }

  save(): Readonly<Record<string, Float64Array>> {
    return { weights: this.cells.slice(), steps: this.steps.slice() };
  }
}
