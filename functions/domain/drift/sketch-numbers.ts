/** The sketch of a column of numbers; NaN counts as missing. O(values + bins log bins). */
import { binOf } from './number-bins';
import { type Sketch, sketchOf } from './sketch';

const BINS = 65_536;

/** Counts by bin, all 0 between two calls: sorting a whole micro-batch instead would cost several times as much. */
const tally = new Uint32Array(BINS);

export function sketchNumbers(values: Float64Array, rows: Int32Array): Sketch {
  const met = new Uint32Array(rows.length);
  let bins = 0;
  let missing = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    if (Number.isNaN(value)) {
      missing += 1;
      continue;
    }
    const bin = binOf(value);
    if (tally[bin]! === 0) met[bins++] = bin;
    tally[bin]! += 1;
  }
  const keys = met.slice(0, bins).sort();
  const counts = new Float64Array(bins);
  for (let i = 0; i < bins; i++) {
    counts[i] = tally[keys[i]!]!;
    tally[keys[i]!] = 0;
  }
  return sketchOf('numeric', { keys, counts }, missing);
}

export function allRows(count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}
