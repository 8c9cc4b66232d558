/** What every imputer answers: the value that stands in for a missing one of this column. */
export interface FillsColumns {
  readonly columns: number;
  fill(column: number): number;
}

/** Writes `rows` rows to `out`, NaN replaced. `out` may be `values` itself. O(rows x columns), nothing is allocated. */
export function fillRows(imputer: FillsColumns, values: Float64Array, rows: number, out: Float64Array): void {
  const { columns } = imputer;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column]!;
      out[row * columns + column] = Number.isNaN(value) ? imputer.fill(column) : value;
    }
  }
}
