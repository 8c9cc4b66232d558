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
  let squares = 0;
  for (let at = 0; at < gradient.length; at++) squares += gradient[at]! * gradient[at]!;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length)) return undefined;
  return length > LONGEST_GRADIENT ? LONGEST_GRADIENT / length : 1;
}
