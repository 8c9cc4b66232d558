/** A batch of numbers alone, as learners take it: rows of a matrix with their labels, without categories. O(rows); values are not copied. */
import type { LabelledBatch } from './batch';

export interface DenseExamples {
  /** Row-major, the columns in the order of the features' names; NaN is missing. */
  readonly values: Float64Array;
  readonly columns: number;
  /** Class index, or the value regressed on. */
  readonly label: Float64Array;
  /** Above 0. @default 1 each */
  readonly weight?: Float64Array;
  /** When each label became known, ms since the epoch. @default 0 each */
  readonly completedAtMs?: Float64Array;
}

/** @throws RangeError when lengths do not fit each other */
export function denseBatch({ values, columns, label, weight, completedAtMs }: DenseExamples): LabelledBatch {
  const count = label.length;
  expectLength('values', values.length, count * columns);
  expectLength('weights', weight?.length ?? count, count);
  expectLength('times', completedAtMs?.length ?? count, count);
  return {
    count,
    numericCount: columns,
    numeric: values,
    hashedCount: 0,
    categoricalCount: 0,
    hashed: new Int32Array(0),
    identity: new Uint32Array(0),
    label,
    weight: weight ?? new Float64Array(count).fill(1),
    completedAtMs: completedAtMs ?? new Float64Array(count),
  };
}

function expectLength(what: string, found: number, wanted: number): void {
  if (found !== wanted) throw new RangeError(`there are ${found} ${what} where the labels and columns want ${wanted}`);
}
