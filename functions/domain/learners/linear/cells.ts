/**
 * Where a weight and what its optimizer knows of it lie side by side, so that a coordinate met in a table larger than the caches costs
 * one line of memory and not one per array. States hold the arrays apart. O(elements).
 */
export function interleaved(columns: readonly Float64Array[], stride: number): Float64Array {
  const length = columns[0]?.length ?? 0;
  const cells = new Float64Array(length * stride);
  for (const [at, column] of columns.entries()) {
    for (let index = 0, to = at; index < length; index++, to += stride) cells[to] = column[index]!;
  }
  return cells;
}

/** A copy of column `at`. */
export function columnOf(cells: Float64Array, stride: number, at: number): Float64Array {
  const column = new Float64Array(cells.length / stride);
  for (let index = 0, from = at; index < column.length; index++, from += stride) column[index] = cells[from]!;
  return column;
}
