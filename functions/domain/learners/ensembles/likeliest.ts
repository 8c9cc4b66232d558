/** The class that a row of predictions names: one output is the probability of class 1, several are those of classes 0, 1, …. */
import { placeOfLargest } from '../../numeric/largest';

export const likeliest = (row: Float64Array): number =>
  row.length === 1 ? Number(row[0]! > 0.5) : placeOfLargest(row, 0, row.length);
