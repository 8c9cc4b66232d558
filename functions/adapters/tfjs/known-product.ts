/**
 * Does a backend that loaded compute, too? tfjs-node 4.22 loads on Node 23 and later and then fails at its first
 * operation, so one product that is known is asked for. O(1).
 */
import type { TensorLibrary } from './tensor-library';

/** @throws when 2 x 5 + 3 x 7 is not 31, or not computed at all */
export function checkKnownProduct(tf: TensorLibrary): void {
  let product = Number.NaN;
  tf.tidy(() => {
    product = tf.matMul(tf.tensor2d([2, 3], [1, 2]), tf.tensor2d([5, 7], [2, 1])).dataSync()[0] ?? product;
  });
  if (product !== 31) throw new Error(`TF.js computes 2 x 5 + 3 x 7 as ${product} here; use another backend`);
}
