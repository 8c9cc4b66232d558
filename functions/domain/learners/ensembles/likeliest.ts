/** The class that a row of predictions names: one output is the probability of class 1, several are those of classes 0, 1, …. */
export function likeliest(row: Float64Array): number {
  if (row.length === 1) return row[0]! > 0.5 ? 1 : 0;
  let best = 0;
  for (let output = 1; output < row.length; output++) if (row[output]! > row[best]!) best = output;
  return best;
}
