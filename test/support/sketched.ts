/** Sketches of values, for the tests of what is made of them. */
import type { Sketch } from '../../functions/domain/drift/sketch';
import { sketchOfCategories, sketchOfNumbers } from '../../functions/domain/drift/sketch-values';

export const sketchedNumbers = (values: readonly (number | null)[]): Sketch =>
  sketchOfNumbers(values.map((value) => value ?? Number.NaN));

export const sketchedTexts = sketchOfCategories;

/** Each value as often as its number says. */
export const repeated = <T>(...pairs: readonly (readonly [T, number])[]): T[] =>
  pairs.flatMap(([value, times]) => new Array<T>(times).fill(value));
