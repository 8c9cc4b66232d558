/**
 * A batch as the network sees it: per example the inputs that are not zero, and their values. Each categorical feature
 * is one input of value 1, found by folding its hashed slot onto the network's inputs (its low bits, as uniform as the
 * hash); two features that fold onto one input count twice. Each numeric feature is one of two inputs: its
 * standardised value, or the 1 that says that it is missing. Crosses are left out: layers learn what goes together.
 * O(examples x features).
 */
import type { FeatureBatch } from '../../domain/features/batch';
import type { StandardScaler } from '../../domain/features/standard-scaler';
import type { NetworkShape } from './network-shape';

export interface InputRows {
  readonly count: number;
  /** Inputs per example; the same for all. */
  readonly entries: number;
  /** count x entries, row-major: where in the flat array of weights the first kernel's row for that input begins. */
  readonly kernelRow: Int32Array;
  readonly value: Float64Array;
}

export function inputRows(batch: FeatureBatch, scaler: StandardScaler, shape: NetworkShape): InputRows {
  const { count, categoricalCount, hashedCount, hashed, numericCount, numeric } = batch;
  const { foldedInputs, layers } = shape;
  const { units, kernelAt } = layers[0];
  const entries = categoricalCount + numericCount;
  const kernelRow = new Int32Array(count * entries);
  const value = new Float64Array(count * entries).fill(1);
  const mask = foldedInputs - 1;
  let entry = 0;
  for (let i = 0; i < count; i++) {
    const slots = i * hashedCount;
    for (let feature = 0; feature < categoricalCount; feature++, entry++) {
      kernelRow[entry] = kernelAt + (hashed[slots + feature]! & mask) * units;
    }
    for (let column = 0; column < numericCount; column++, entry++) {
      const scaled = scaler.scale(column, numeric[i * numericCount + column]!);
      const missing = Number.isNaN(scaled);
      kernelRow[entry] = kernelAt + (foldedInputs + column + (missing ? numericCount : 0)) * units;
      if (!missing) value[entry] = scaled;
    }
  }
  return { count, entries, kernelRow, value };
}
