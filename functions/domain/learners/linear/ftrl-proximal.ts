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
import type { Optimizer } from './optimizer';
import { INTERCEPT, type Row } from './row';

const BETA = 1;

export class FtrlProximal implements Optimizer {
  readonly weights: Float64Array;
  private readonly alpha: number;
  private readonly l1: number;
  private readonly l2: number;

  constructor(
    { learningRate, l1, l2 }: Pick<LinearLearnerDeclaration, 'learningRate' | 'l1' | 'l2'>,
    private readonly z: Float64Array,
    private readonly n: Float64Array,
    outputs: number,
  ) {
    this.alpha = learningRate;
    this.l1 = l1;
    this.l2 = l2;
    this.weights = new Float64Array(z.length);
    for (let at = 0; at < z.length; at++) {
      if (z[at] === 0) continue;
      const regularised = at >= (INTERCEPT + 1) * outputs;
      this.weights[at] = weightOf(z[at]!, Math.sqrt(n[at]!), learningRate, regularised ? l1 : 0, regularised ? l2 : 0);
    }
  }

  step(row: Row, gradient: number, outputs: number, output: number): void {
    const { weights, z, n, alpha, l1, l2 } = this;
    const { coordinate, value, count } = row;
    for (let entry = 0; entry < count; entry++) {
      const at = coordinate[entry]! * outputs + output;
      const g = gradient * value[entry]!;
      const before = n[at]!;
      const after = before + g * g;
      const root = Math.sqrt(after);
      const sigma = (root - Math.sqrt(before)) / alpha;
      const moved = z[at]! + g - sigma * weights[at]!;
      const regularised = entry !== INTERCEPT;
      z[at] = moved;
      n[at] = after;
      weights[at] = weightOf(moved, root, alpha, regularised ? l1 : 0, regularised ? l2 : 0);
    }
  }

  save(): Readonly<Record<string, Float64Array>> {
    return { z: this.z.slice(), n: this.n.slice() };
  }
}

function weightOf(z: number, rootN: number, alpha: number, l1: number, l2: number): number {
  if (z > l1) return -(z - l1) / ((BETA + rootN) / alpha + l2);
  return z < -l1 ? -(z + l1) / ((BETA + rootN) / alpha + l2) : 0;
}
