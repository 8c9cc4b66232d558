/**
 * What does a network start from? Kernels uniform in ±√(6 / (inputs + units)) (Glorot and Bengio 2010, "Understanding
 * the difficulty of training deep feedforward neural networks"), biases 0, drawn from the model's own generator: the
 * same bits on every backend. O(parameters).
 */
import { prng, uniform } from '../../domain/numeric/prng';
import type { NetworkShape } from './network-shape';

export function initialWeights({ layers, parameters }: NetworkShape, seed: number): Float32Array {
  const random = prng(seed);
  const weights = new Float32Array(parameters);
  for (const { inputs, units, kernelAt, biasAt } of layers) {
    const limit = Math.sqrt(6 / (inputs + units));
    for (let at = kernelAt; at < biasAt; at++) weights[at] = (2 * uniform(random) - 1) * limit;
  }
  return weights;
}
