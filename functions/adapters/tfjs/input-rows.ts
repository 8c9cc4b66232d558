/**
 * A batch as the network sees it: per example the inputs that are not zero, and their values. Each categorical feature
 * is one input of value 1, found by folding its hashed slot onto the network's inputs (its low bits, as uniform as the
 * hash); with embeddings, it is one input for each element of its category's vector. Two folded features that fold onto
 * one input count twice. Each numeric feature is one of two inputs: its value on the network's scale, or the 1 that says that it is missing. Crosses are left out: layers learn what goes together.
 * Many numeric features stand in a block of their own (numeric-block.ts) and have no entries. O(examples x features).
 */
import type { FeatureBatch } from '../../domain/features/batch';
import type { Embeddings } from './embeddings';
import type { InputScale } from './input-scale';
import type { NetworkShape } from './network-shape';
import { isWide, type NumericBlock, numericBlock } from './numeric-block';

export interface InputRows {
  readonly count: number;
  /** Inputs per example; the same for all. */
  readonly entries: number;
  /** count x entries, row-major: where in the flat array of weights the first kernel's row for that input begins. */
  readonly kernelRow: Int32Array;
  readonly value: Float64Array;
  /** count x categorical features: where each one's vector begins; empty without embeddings. */
  readonly vectorAt: Int32Array;
  /** The numeric features when they are many; undefined when they are entries. */
  readonly block: NumericBlock | undefined;
}

export function inputRows(
  batch: FeatureBatch,
  scale: InputScale,
  shape: NetworkShape,
  embeddings?: Embeddings,
): InputRows {
  const { count, categoricalCount, hashedCount, hashed, numericCount, numeric } = batch;
  const { foldedInputs, categoricalInputs, layers } = shape;
  const { units, kernelAt } = layers[0];
  const size = embeddings?.size ?? 0;
  const block = isWide(numericCount) ? numericBlock(batch, scale) : undefined;
  const numericEntries = block === undefined ? numericCount : 0;
  const entries = (embeddings === undefined ? categoricalCount : categoricalCount * size) + numericEntries;
  const kernelRow = new Int32Array(count * entries);
  const value = new Float64Array(count * entries).fill(1);
  const vectorAt = new Int32Array(embeddings === undefined ? 0 : count * categoricalCount);
  const mask = foldedInputs - 1;
  let entry = 0;
  for (let i = 0; i < count; i++) {
    const slots = i * hashedCount;
    for (let feature = 0; feature < categoricalCount; feature++) {
      const folded = hashed[slots + feature]! & mask;
      if (embeddings === undefined) {
        kernelRow[entry++] = kernelAt + folded * units;
        continue;
      }
      const at = (feature * foldedInputs + folded) * size;
      vectorAt[i * categoricalCount + feature] = at;
      for (let d = 0; d < size; d++, entry++) {
        kernelRow[entry] = kernelAt + (feature * size + d) * units;
        value[entry] = embeddings.vectors[at + d]!;
      }
    }
    for (let column = 0; column < numericEntries; column++, entry++) {
      const scaled = scale.scale(column, numeric[i * numericCount + column]!);
      const missing = Number.isNaN(scaled);
      kernelRow[entry] = kernelAt + (categoricalInputs + column + (missing ? numericCount : 0)) * units;
      if (!missing) value[entry] = scaled;
    }
  }
  return { count, entries, kernelRow, value, vectorAt, block };
}
