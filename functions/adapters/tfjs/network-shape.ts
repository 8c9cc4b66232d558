/**
 * Where does each weight of the network lie? All kernels and biases are in one flat array, layer by layer: first the
 * kernel, inputs x units row-major, then the bias. So a step, a copy, and a checkpoint section are each one pass over
 * one array.
 *
 * The inputs of the first layer: the categorical features' slots folded into 2^inputBits (none without such features),
 * or one vector per categorical feature, from tables that are arrays of their own; then the numeric features'
 * standardised values, then per numeric feature 1 where it is missing.
 */
import type { NeuralLearnerDeclaration } from '../../contracts/learners/neural';
import type { Problem } from '../../domain/learners/learner';

export interface LayerShape {
  readonly inputs: number;
  readonly units: number;
  /** Offsets into the flat array. */
  readonly kernelAt: number;
  readonly biasAt: number;
}

export interface NetworkShape {
  /** What a categorical feature's slots are folded to. */
  readonly foldedInputs: number;
  /** The first inputs; the numeric features' come after them. */
  readonly categoricalInputs: number;
  /** Elements of a category's vector; 0 without embeddings. */
  readonly embeddingSize: number;
  /** Length of the flat array of all vectors. */
  readonly embedded: number;
  readonly layers: readonly [LayerShape, ...LayerShape[]];
  /** Length of the flat array. */
  readonly parameters: number;
}

export function networkShape(
  { layers, inputBits, embeddings }: Pick<NeuralLearnerDeclaration, 'layers' | 'inputBits' | 'embeddings'>,
  { outputs, numericCount, categoricalCount, hashBits }: Problem,
): NetworkShape {
  // More inputs than slots would only be inputs that never occur.
  const foldedInputs = categoricalCount === 0 ? 0 : 2 ** Math.min(inputBits, hashBits);
  const embeddingSize = embeddings?.size ?? 0;
  const categoricalInputs = embeddingSize === 0 ? foldedInputs : categoricalCount * embeddingSize;
  const embedded = categoricalCount * foldedInputs * embeddingSize;
  const [first = outputs, ...rest] = [...layers, outputs];
  const shapes: [LayerShape, ...LayerShape[]] = [layerShape(categoricalInputs + 2 * numericCount, first, 0)];
  let last = shapes[0];
  for (const units of rest) {
    last = layerShape(last.units, units, last.biasAt + last.units);
    shapes.push(last);
  }
  const parameters = last.biasAt + last.units;
  return { foldedInputs, categoricalInputs, embeddingSize, embedded, layers: shapes, parameters };
}

const layerShape = (inputs: number, units: number, kernelAt: number): LayerShape => ({
  inputs,
  units,
  kernelAt,
  biasAt: kernelAt + inputs * units,
});
