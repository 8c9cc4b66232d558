/**
 * A step can be along the gradient of several losses, each over examples of its own: those of the micro-batch, and those
 * that are learned again. All pass through the network at once, one after the other in one block of rows, as a pass
 * costs more to begin than to widen. O(rows).
 */
import type { FeatureBatch } from '../../domain/features/batch';
import type { InputRows } from './input-rows';
import type { DeltasOf } from './network';
import { joinedBlocks } from './numeric-block';

export interface LossPart {
  readonly batch: FeatureBatch;
  /** This loss's gradient in what came out for its own examples. */
  readonly deltasOf: DeltasOf;
}

/** The rows of all parts, in their order. */
export function joinedRows(parts: readonly InputRows[]): InputRows {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const count = parts.reduce((sum, rows) => sum + rows.count, 0);
  const entries = first?.entries ?? 0;
  const joined = {
    count,
    entries,
    kernelRow: new Int32Array(count * entries),
    value: new Float64Array(count * entries),
    vectorAt: new Int32Array(parts.reduce((sum, { vectorAt }) => sum + vectorAt.length, 0)),
    block: joinedBlocks(parts.flatMap(({ block }) => (block === undefined ? [] : [block]))),
  };
  let [at, vectorsAt] = [0, 0];
  for (const { kernelRow, value, vectorAt } of parts) {
    joined.kernelRow.set(kernelRow, at);
    joined.value.set(value, at);
    joined.vectorAt.set(vectorAt, vectorsAt);
    vectorsAt += vectorAt.length;
    at += value.length;
  }
  return joined;
}

/** The gradient of the sum of the losses in what came out for the joined rows. */
export function joinedDeltas(parts: readonly LossPart[], sums: Float32Array, outputs: number): Float32Array {
  const deltas = new Float32Array(sums.length);
  let from = 0;
  for (const { batch, deltasOf } of parts) {
    const to = from + batch.count * outputs;
    deltas.set(deltasOf(sums.subarray(from, to)), from);
    from = to;
  }
  return deltas;
}
