/**
 * What do the features of an example say in pairs? The second-order part of a factorisation machine (Rendle 2010): the sum over all pairs of
 * entries but the intercept's of (v_i . v_j) x_i x_j, in O(k entries) by his identity
 *
 *   1/2 sum_f ((sum_i v_if x_i)^2 - sum_i (v_if x_i)^2)
 *
 * Factors move by AdaGrad (Duchi, Hazan and Singer 2011), each at most by the learning rate in a step, whatever the gradient; l2 reaches
 * those that an example touches. A coordinate has no factors, and takes part in no pair, until it is first learned; then it starts with
 * normal deviates made of its number and the seed. What was never learned is 0 in the state. Two features in one slot are two entries.
 */
import type { Row } from '../linear/row';
import { hashIdentity } from './identity-hash';

const EPSILON = 1e-8;
const WORDS = 2 ** 32;
const TWO_PI = 2 * Math.PI;
const { cos, log, sqrt } = Math;

export interface InteractionSettings {
  readonly factors: number;
  readonly learningRate: number;
  readonly l2: number;
  readonly spread: number;
  readonly seed: number;
}

export class Interactions {
  /** sum_i v_if x_i of the row looked at last. */
  private readonly sums: Float64Array;

  constructor(
    private readonly settings: InteractionSettings,
    /** k per coordinate. */
    readonly factors: Float64Array,
    /** Sums of squared gradients, likewise. */
    readonly squares: Float64Array,
    /** 1 per coordinate that was learned. */
    readonly known: Uint8Array,
  ) {
    this.sums = new Float64Array(settings.factors);
  }

  /** The sum over the pairs of a row. */
  form(row: Row): number {
    const { factors, sums } = this;
    const { factors: k } = this.settings;
    const { coordinate, value, count } = row;
    sums.fill(0);
    let own = 0;
    for (let entry = 1; entry < count; entry++) {
      const x = value[entry]!;
      for (let f = 0, at = coordinate[entry]! * k; f < k; f++, at++) {
        const part = factors[at]! * x;
        sums[f] = sums[f]! + part;
        own += part * part;
      }
    }
    let all = 0;
    for (let f = 0; f < k; f++) all += sums[f]! * sums[f]!;
    return (all - own) / 2;
  }

  /** Coordinates met for the first time get their factors; to be called before the form of a row that is learned. */
  meet(row: Row): void {
    const { coordinate, count } = row;
    for (let entry = 1; entry < count; entry++) {
      if (this.known[coordinate[entry]!] === 0) this.start(coordinate[entry]!);
    }
  }

  /** Moves the factors of the row whose form was taken last, by the derivative of the loss by it. */
  step(row: Row, gradient: number): void {
    const { factors, squares, sums } = this;
    const { factors: k, learningRate, l2 } = this.settings;
    const { coordinate, value, count } = row;
    for (let entry = 1; entry < count; entry++) {
      const x = value[entry]!;
      for (let f = 0, at = coordinate[entry]! * k; f < k; f++, at++) {
        const factor = factors[at]!;
        const g = gradient * x * (sums[f]! - factor * x) + l2 * factor;
        const square = squares[at]! + g * g;
        squares[at] = square;
        factors[at] = factor - (learningRate * g) / (sqrt(square) + EPSILON);
      }
    }
  }

  /** Box and Muller's deviates (1958). */
  private start(coordinate: number): void {
    const { factors: k, spread, seed } = this.settings;
    this.known[coordinate] = 1;
    for (let f = 0; f < k; f++) {
      const first = hashIdentity(coordinate, 2 * f, seed) / WORDS;
      const second = hashIdentity(coordinate, 2 * f + 1, seed) / WORDS;
      this.factors[coordinate * k + f] = spread * sqrt(-2 * log(1 - first)) * cos(TWO_PI * second);
    }
  }
}
