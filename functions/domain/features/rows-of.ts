/** Some examples of a batch, in another order or as a stretch. */
import type { FeatureBatch, LabelledBatch } from './batch';

/** Examples from..to-1 as views: O(1). */
export function stretchOf(batch: FeatureBatch, from: number, to: number): FeatureBatch {
  const { numericCount, hashedCount, categoricalCount } = batch;
  return {
    count: to - from,
    numericCount,
    numeric: batch.numeric.subarray(from * numericCount, to * numericCount),
    hashedCount,
    categoricalCount,
    hashed: batch.hashed.subarray(from * hashedCount, to * hashedCount),
    identity: batch.identity.subarray(2 * from * categoricalCount, 2 * to * categoricalCount),
  };
}

/** The same with their labels. */
export const labelledStretchOf = (batch: LabelledBatch, from: number, to: number): LabelledBatch => ({
  ...stretchOf(batch, from, to),
  label: batch.label.subarray(from, to),
  weight: batch.weight.subarray(from, to),
  completedAtMs: batch.completedAtMs.subarray(from, to),
});

/** The examples `rows[0]`, `rows[1]`, …, copied. O(values). */
export function rowsOf(batch: LabelledBatch, rows: Int32Array): LabelledBatch {
  const { numericCount, hashedCount, categoricalCount } = batch;
  return {
    count: rows.length,
    numericCount,
    numeric: gathered(batch.numeric, rows, numericCount, new Float64Array(rows.length * numericCount)),
    hashedCount,
    categoricalCount,
    hashed: gathered(batch.hashed, rows, hashedCount, new Int32Array(rows.length * hashedCount)),
    identity: gathered(batch.identity, rows, 2 * categoricalCount, new Uint32Array(2 * rows.length * categoricalCount)),
    label: gathered(batch.label, rows, 1, new Float64Array(rows.length)),
    weight: gathered(batch.weight, rows, 1, new Float64Array(rows.length)),
    completedAtMs: gathered(batch.completedAtMs, rows, 1, new Float64Array(rows.length)),
  };
}

function gathered<A extends Float64Array | Int32Array | Uint32Array>(
  from: A,
  rows: Int32Array,
  width: number,
  into: A,
): A {
  for (let row = 0, to = 0; row < rows.length; row++) {
    const start = rows[row]! * width;
    for (let column = 0; column < width; column++) into[to++] = from[start + column]!;
  }
  return into;
}
