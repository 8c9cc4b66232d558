/** Sketches of values, for the tests of what is made of them. */
import { Sketcher } from '../../functions/domain/drift/feature-sketches';
import type { Sketch } from '../../functions/domain/drift/sketch';

const features = { text: { kind: 'categorical' }, number: { kind: 'numeric' } } as const;

export const sketchedNumbers = (values: readonly (number | null)[]): Sketch =>
  new Sketcher({ features }).ofServed(values.map((number) => ({ number }))).numeric[0]!;

export const sketchedTexts = (values: readonly (string | null)[]): Sketch =>
  new Sketcher({ features }).ofServed(values.map((text) => ({ text }))).categorical[0]!;

/** Each value as often as its number says. */
export const repeated = <T>(...pairs: readonly (readonly [T, number])[]): T[] =>
  pairs.flatMap(([value, times]) => new Array<T>(times).fill(value));
