/**
 * The numeric features of a batch as one dense matrix, when they are many. The first layer sums entry by entry
 * (input-layer.ts), which suits a few inputs out of hundreds; where most inputs are on, a product on TF.js is what its
 * backends are good at: beside a micro-batch of 10 with 32 more to rehearse, 784 features and 100 units, a step of the
 * whole network takes 40 % of the time on WASM. O(examples x features x units), forward and backward.
 *
 * A missing value is 0 here and 1 in a second matrix, which there is only when something is missing: the kernel's rows
 * for the values come first, then those for what is missing.
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { FeatureBatch } from '../../domain/features/batch';
import { MAX_DEVIATIONS } from '../../domain/features/standard-scaler';
import { ACTIVATION_CEILING } from './activation';
import type { InputScale } from './input-scale';
import type { NetworkShape } from './network-shape';
import type { TensorLibrary } from './tensor-library';

/** With fewer features than this a product costs more to begin than it saves. */
const MANY = 32;

export interface NumericBlock {
  readonly count: number;
  readonly features: number;
  /** count x features, on the network's scale; 0 where missing. */
  readonly value: Float32Array;
  /** count x features; undefined when nothing is missing. */
  readonly missing: Float32Array | undefined;
}

export function isWide(numericCount: number): boolean {
  return numericCount >= MANY;
}

export function numericBlock(batch: FeatureBatch, scale: InputScale): NumericBlock {
  const { count, numericCount: features } = batch;
  const value = new Float32Array(count * features);
  scale.scaleRows(batch.numeric, count, value);
  let missing: Float32Array | undefined;
  for (let at = 0; at < value.length; at++) {
    // False of NaN alone: the scale limits all others.
    if (value[at]! <= MAX_DEVIATIONS) continue;
    missing ??= new Float32Array(value.length);
    missing[at] = 1;
    value[at] = 0;
  }
  return { count, features, value, missing };
}

/** The rows of all blocks, in their order; undefined of none. */
export function joinedBlocks(blocks: readonly NumericBlock[]): NumericBlock | undefined {
  const [first] = blocks;
  if (first === undefined) return undefined;
  const { features } = first;
  const count = blocks.reduce((sum, block) => sum + block.count, 0);
  const value = new Float32Array(count * features);
  const missing = blocks.some((block) => block.missing !== undefined) ? new Float32Array(count * features) : undefined;
  let at = 0;
  for (const block of blocks) {
    value.set(block.value, at);
    if (block.missing !== undefined) missing?.set(block.missing, at);
    at += block.value.length;
  }
  return { count, features, value, missing };
}

/** Each value squared; the 1s of what is missing are their own squares. */
export const squaredBlock = (block: NumericBlock): NumericBlock => ({ ...block, value: block.value.map((x) => x * x) });

/** What the first layer puts out when `sums`, of its bias and its other inputs, are given. */
export function withBlock(
  tf: TensorLibrary,
  block: NumericBlock,
  sums: Tensor2D,
  weights: Float32Array,
  shape: NetworkShape,
): Tensor2D {
  let all = sums;
  for (const { matrix, kernelAt } of matricesOf(block, shape)) {
    const to = kernelAt + block.features * shape.layers[0].units;
    const kernel = tf.tensor2d(weights.subarray(kernelAt, to), [block.features, shape.layers[0].units], 'float32');
    all = tf.add(all, tf.matMul(tensorOf(tf, block, matrix), kernel));
  }
  return shape.layers.length > 1 ? tf.clipByValue(all, 0, ACTIVATION_CEILING) : all;
}

/** Writes the gradient in the kernel's rows of these features; `delta` is that in the layer's sums. */
export function blockGradient(
  tf: TensorLibrary,
  block: NumericBlock,
  delta: Tensor2D,
  shape: NetworkShape,
  gradient: Float32Array,
): void {
  for (const { matrix, kernelAt } of matricesOf(block, shape)) {
    const transposed = tf.tensor2d(transpose(matrix, block), [block.features, block.count], 'float32');
    gradient.set(tf.matMul(transposed, delta).dataSync<'float32'>(), kernelAt);
  }
}

function matricesOf(
  { features, value, missing }: NumericBlock,
  { categoricalInputs, layers: [{ kernelAt, units }] }: NetworkShape,
): readonly { readonly matrix: Float32Array; readonly kernelAt: number }[] {
  const valuesAt = kernelAt + categoricalInputs * units;
  const values = { matrix: value, kernelAt: valuesAt };
  return missing === undefined ? [values] : [values, { matrix: missing, kernelAt: valuesAt + features * units }];
}

/** In plain JavaScript, which takes a tenth of the time of TF.js's on WASM. */
function transpose(matrix: Float32Array, { count, features }: NumericBlock): Float32Array {
  const transposed = new Float32Array(matrix.length);
  for (let i = 0; i < count; i++) {
    for (let column = 0; column < features; column++) transposed[column * count + i] = matrix[i * features + column]!;
  }
  return transposed;
}

const tensorOf = (tf: TensorLibrary, { count, features }: NumericBlock, matrix: Float32Array): Tensor2D =>
  tf.tensor2d(matrix, [count, features], 'float32');
