/** The sketch of values as they are, without a model: numbers, or texts, each side of a comparison (drift.ts). O(values log values). */
import { hashText } from '../features/murmur3';
import { countKeys } from './counts';
import { type Sketch, sketchOf } from './sketch';
import { allRows, sketchNumbers } from './sketch-numbers';

/** NaN is missing. */
export const sketchOfNumbers = (values: ArrayLike<number>): Sketch =>
  sketchNumbers(Float64Array.from(values), allRows(values.length));

/** null is missing; '' is a category like any other. */
export function sketchOfCategories(values: readonly (string | null)[]): Sketch {
  const known = values.filter((text) => text !== null);
  const keys = Uint32Array.from(known, (text) => hashText(text, 0));
  return sketchOf('categorical', countKeys(keys), values.length - known.length);
}
