/**
 * The layers after the first, on TF.js: products of dense matrices, which is what its backends are good at. Weights
 * come in from the flat array at every call (some kilobytes) and results leave as arrays, so nothing of TF.js outlives
 * a call: call these inside one tf.tidy. Back-propagation is written out: TF.js's tape computes the same and its
 * transposed products take eight times as long on WASM as a transpose and a plain product. O(examples x weights).
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { ACTIVATION_CEILING } from './activation';
import type { LayerShape } from './network-shape';
import type { TensorLibrary } from './tensor-library';

/** What goes into each layer, then what comes out of the last one (not activated). */
export function activations(
  tf: TensorLibrary,
  layers: readonly LayerShape[],
  weights: Float32Array,
  first: Tensor2D,
): Tensor2D[] {
  const passed = [first];
  let last = first;
  for (let at = 0; at < layers.length; at++) {
    const { units, biasAt } = layers[at]!;
    const bias = tf.tensor1d(weights.subarray(biasAt, biasAt + units), 'float32');
    const sums: Tensor2D = tf.add(tf.matMul(last, kernelOf(tf, layers[at]!, weights)), bias);
    last = at === layers.length - 1 ? sums : tf.clipByValue(sums, 0, ACTIVATION_CEILING);
    passed.push(last);
  }
  return passed;
}

/** 1: the gradient of a sum of losses; 2: the sum of the squares of their gradients, each example's taken for itself. */
export type Power = 1 | 2;

/**
 * Writes the gradients of these layers into `gradient` and gives the gradient in the first layer's sums. `passed` is
 * what `activations` gave, `delta` the loss's gradient in what came out. An example's gradient in a kernel is a product
 * of one input and one delta, so its square is the product of their squares, and squares cost what gradients cost.
 */
export function propagateBack(
  tf: TensorLibrary,
  layers: readonly LayerShape[],
  weights: Float32Array,
  passed: readonly Tensor2D[],
  delta: Tensor2D,
  gradient: Float32Array,
  power: Power,
): Tensor2D {
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at]!;
    const input = passed[at]!;
    const [inputFactor, deltaFactor] = power === 1 ? [input, delta] : [tf.square(input), tf.square(delta)];
    gradient.set(tf.matMul(tf.transpose(inputFactor), deltaFactor).dataSync<'float32'>(), layer.kernelAt);
    gradient.set(tf.sum(deltaFactor, 0).dataSync<'float32'>(), layer.biasAt);
    const back: Tensor2D = tf.matMul(delta, tf.transpose(kernelOf(tf, layer, weights)));
    delta = tf.mul(back, tf.step(input));
  }
  return delta;
}

const kernelOf = (
  tf: TensorLibrary,
  { inputs, units, kernelAt, biasAt }: LayerShape,
  weights: Float32Array,
): Tensor2D => tf.tensor2d(weights.subarray(kernelAt, biasAt), [inputs, units], 'float32');
