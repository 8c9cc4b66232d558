/**
 * FTRL-Proximal (McMahan et al. 2013, "Ad click prediction: a view from the trenches", Algorithm 1), per coordinate:
 *
 *   σ = (√(n + g²) - √n) / α     z ← z + g - σ w     n ← n + g²
 *   w = 0 where |z| ≤ λ1, else -(z - sgn(z) λ1) / ((β + √n) / α + λ2)
 *
 * α is the learning rate, β = 1 as the paper advises. Unlike AdaGrad's, its l1 gives weights that are exactly 0. z and n are
 * the state; the weights follow from them and are worked out when they change, for predicting. The intercept is not
 * regularised. O(entries) per step.
 */
import type { LinearLearnerDeclaration } from '../../../contracts/learners/linear';
import { columnOf, interleaved } from './cells';
import type { Optimizer } from './optimizer';
import { INTERCEPT, type Row } from './row';

// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a root.
const { sqrt } = Math;

const BETA = 1;

/** A weight, z, n, and nothing, so that no cell lies across two lines of memory. */
const STRIDE = 4;

export class FtrlProximal implements Optimizer {
  readonly stride = STRIDE;
  readonly cells: Float64Array;
  private readonly alpha: number;
  private readonly l1: number;
  private readonly l2: number;

  constructor(
    { learningRate, l1, l2 }: Pick<LinearLearnerDeclaration, 'learningRate' | 'l1' | 'l2'>,
    z: Float64Array,
    n: Float64Array,
    outputs: number,
  ) {
    this.alpha = learningRate;
    this.l1 = l1;
    this.l2 = l2;
    const weights = new Float64Array(z.length);
    for (let at = 0; at < z.length; at++) {
      if (z[at] === 0) continue;
      const regularised = at >= (INTERCEPT + 1) * outputs;
      weights[at] = weightOf(z[at]!, sqrt(n[at]!), learningRate, regularised ? l1 : 0, regularised ? l2 : 0);
    }
    this.cells = interleaved([weights, z, n], STRIDE);
  }

  step(row: Row, gradient: number, outputs: number, output: number): void {
    const { cells, alpha, l1, l2 } = this;
    const { coordinate, value, count } = row;
    for (let entry = 0; entry < count; entry++) {
      const at = (coordinate[entry]! * outputs + output) * STRIDE;
      const g = gradient * value[entry]!;
      const before = cells[at + 2]!;
      const after = before + g * g;
      const root = sqrt(after);
      const sigma = (root - sqrt(before)) / alpha;
      const moved = cells[at + 1]! + g - sigma * cells[at]!;
      const regularised = entry !== INTERCEPT;
      cells[at + 1] = moved;
      cells[at + 2] = after;
      cells[at] = weightOf(moved, root, alpha, regularised ? l1 : 0, regularised ? l2 : 0);
    }
  }

  save(): Readonly<Record<string, Float64Array>> {
    return { z: columnOf(this.cells, STRIDE, 1), n: columnOf(this.cells, STRIDE, 2) };
  }
}

function weightOf(z: number, rootN: number, alpha: number, l1: number, l2: number): number {
  if (z > l1) return -(z - l1) / ((BETA + rootN) / alpha + l2);
  return z < -l1 ? -(z + l1) / ((BETA + rootN) / alpha + l2) : 0;
}
