/**
 * What is done to a gradient before a step: the l2 term is added and its length is limited (Pascanu, Mikolov and
 * Bengio 2013, "On the difficulty of training recurrent neural networks", section 3.2), so that no micro-batch,
 * however odd, moves the weights further than a bounded step. Ordinary gradients of these losses are about 1 long or
 * shorter. O(parameters).
 */
import type { LayerShape } from './network-shape';

/** Gradients longer than this are shortened to it. */
export const LONGEST_GRADIENT = 10;

/** Adds the gradient of l2 x (sum of squares of the kernels); biases are not regularised. */
export function addPenalty(
  gradient: Float32Array,
  weights: Float32Array,
  layers: readonly LayerShape[],
  l2: number,
): void {
  if (l2 === 0) return;
  for (const { kernelAt, biasAt } of layers) {
    for (let at = kernelAt; at < biasAt; at++) gradient[at] = gradient[at]! + 2 * l2 * weights[at]!;
  }
}

/** What to multiply the gradient by: 1 when it is short enough; undefined when it is not finite and gives no direction. */
export function limitingFactor(gradient: Float32Array): number | undefined {
  const length = Math.sqrt(sumOfSquares(gradient));
  if (!Number.isFinite(length)) return undefined;
  return length > LONGEST_GRADIENT ? LONGEST_GRADIENT / length : 1;
}

/** Four sums side by side, so that no addition waits for the one before it: a quarter of the time. */
function sumOfSquares(values: Float32Array): number {
  const blocked = values.length - (values.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < blocked; at += 4) {
    a += values[at]! * values[at]!;
    b += values[at + 1]! * values[at + 1]!;
    c += values[at + 2]! * values[at + 2]!;
    d += values[at + 3]! * values[at + 3]!;
  }
  for (let at = blocked; at < values.length; at++) a += values[at]! * values[at]!;
  return a + b + c + d;
}
