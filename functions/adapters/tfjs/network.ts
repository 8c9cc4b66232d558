/**
 * The network without its memory: from rows and weights to what comes out, and from the loss's gradient there back to
 * the gradient in all weights. Nothing of TF.js outlives a call. Each pass costs O(examples x (entries x first layer's
 * units + other weights)).
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { activations, type Power, propagateBack } from './dense-layers';
import { addFirstLayerGradient, firstLayer, inputGradient } from './input-layer';
import type { InputRows } from './input-rows';
import type { LayerShape, NetworkShape } from './network-shape';
import { blockGradient, squaredBlock, withBlock } from './numeric-block';
import type { TensorLibrary } from './tensor-library';

/** From what came out of the last layer to the loss's gradient in it, both count x outputs. */
export type DeltasOf = (sums: Float32Array) => Float32Array;

export interface Gradients {
  readonly gradient: Float32Array;
  /** Empty without embeddings. */
  readonly inEmbedded: Float64Array;
}

export class Network {
  /** The layers after the first. */
  private readonly dense: readonly LayerShape[];

  constructor(
    private readonly tf: TensorLibrary,
    readonly shape: NetworkShape,
    private readonly outputs: number,
  ) {
    this.dense = shape.layers.slice(1);
  }

  /** Gives what comes out of the last layer, not activated, to `take`. */
  forward(rows: InputRows, weights: Float32Array, take: (sums: Float32Array) => void): void {
    this.tf.tidy(() => take(this.last(this.passed(rows, weights))));
  }

  gradient(rows: InputRows, weights: Float32Array, deltasOf: DeltasOf): Float32Array {
    return this.backward(rows, weights, deltasOf, 1).gradient;
  }

  /** The gradient, and beside it that in the values that come from embeddings, in a block of count x entries. */
  gradients(rows: InputRows, weights: Float32Array, deltasOf: DeltasOf): Gradients {
    return this.backward(rows, weights, deltasOf, 1);
  }

  /**
   * The sum over the examples of the squares of each one's own gradient. Of an input that an example has twice (two
   * categories folded onto one) the squares are summed, and what they share is left out.
   */
  squaredGradients(rows: InputRows, weights: Float32Array, deltasOf: DeltasOf): Float32Array {
    return this.backward(rows, weights, deltasOf, 2).gradient;
  }

  private backward(rows: InputRows, weights: Float32Array, deltasOf: DeltasOf, power: Power): Gradients {
    const { tf, dense, shape, outputs } = this;
    const gradient = new Float32Array(shape.parameters);
    let inEmbedded: Float64Array = new Float64Array(0);
    tf.tidy(() => {
      const passed = this.passed(rows, weights);
      const delta = tf.tensor2d(deltasOf(this.last(passed)), [rows.count, outputs], 'float32');
      const firstDelta = propagateBack(tf, dense, weights, passed, delta, gradient, power);
      const deltas = firstDelta.dataSync<'float32'>();
      if (power === 1) addFirstLayerGradient(rows, deltas, shape.layers[0], gradient);
      else addFirstLayerGradient(squaredValues(rows), deltas.map(square), shape.layers[0], gradient);
      if (rows.block !== undefined) {
        if (power === 1) blockGradient(tf, rows.block, firstDelta, shape, gradient);
        else blockGradient(tf, squaredBlock(rows.block), tf.square(firstDelta), shape, gradient);
      }
      const { embeddingSize, categoricalInputs, layers } = shape;
      if (embeddingSize > 0) inEmbedded = inputGradient(rows, deltas, layers[0], weights, categoricalInputs);
    });
    return { gradient, inEmbedded };
  }

  private passed(rows: InputRows, weights: Float32Array): readonly Tensor2D[] {
    const { tf, shape, dense } = this;
    const [layer] = shape.layers;
    const { block } = rows;
    const out = firstLayer(rows, weights, layer, dense.length > 0 && block === undefined);
    const first = tf.tensor2d(out, [rows.count, layer.units], 'float32');
    return activations(tf, dense, weights, block === undefined ? first : withBlock(tf, block, first, weights, shape));
  }

  private last(passed: readonly Tensor2D[]): Float32Array {
    return passed[this.dense.length]!.dataSync<'float32'>();
  }
}

const square = (x: number): number => x * x;

const squaredValues = (rows: InputRows): InputRows => ({ ...rows, value: rows.value.map(square) });
