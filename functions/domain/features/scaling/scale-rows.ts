/** Scalers over whole blocks of rows, row-major: O(rows x columns), nothing is allocated. */

export interface LearnsRows {
  readonly columns: number;
  learnRow(values: Float64Array, at: number, weight: number): void;
}

export interface ScalesColumns {
  readonly columns: number;
  scale(column: number, value: number): number;
}

/** The scaler takes in `rows` rows, each with its weight or with 1. */
export function partialFit(scaler: LearnsRows, values: Float64Array, rows: number, weights?: Float64Array): void {
  for (let row = 0; row < rows; row++) {
    scaler.learnRow(values, row * scaler.columns, weights === undefined ? 1 : weights[row]!);
  }
}

/** `out` may be `values` itself. */
export function scaleRows(scaler: ScalesColumns, values: Float64Array, rows: number, out: Float64Array): void {
  const { columns } = scaler;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      out[at] = scaler.scale(column, values[at]!);
    }
  }
}
