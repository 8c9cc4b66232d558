/**
 * One array in a container: its entry in the directory, and its bytes (container.ts has the diagram). O(length).
 */
import type { StateArray } from '../state/saved-state';
import { ELEMENTS, type ElementType, elementTypeOf, isElementType } from './element-type';
import { isJsonObject, type JsonObject } from './json-fields';
import { gather, nonZeroElements, scatter, wordsOf } from './sparse';

/** An entry of the directory. */
export interface Section {
  readonly name: string;
  readonly type: ElementType;
  /** Elements. */
  readonly length: number;
  /** How many of them are stored, where only those with a bit set are. */
  readonly sparse?: number;
}

/** A section to be written. */
export interface Draft {
  readonly entry: Section;
  readonly array: StateArray;
  /** Of the stored elements; undefined when all are. */
  readonly indices: Uint32Array | undefined;
}

const INDEX_BYTES = 4;

export const alignedTo8 = (bytes: number): number => Math.ceil(bytes / 8) * 8;

const denseBytes = (elements: number, type: ElementType): number => alignedTo8(elements * ELEMENTS[type].bytes);

const sparseBytes = (stored: number, type: ElementType): number =>
  alignedTo8(stored * INDEX_BYTES) + denseBytes(stored, type);

const wordsPerElement = (type: ElementType): 1 | 2 => (ELEMENTS[type].bytes === 8 ? 2 : 1);

/** Chooses the shorter way to store `array`; dense when both are equal. */
export function draftOf(name: string, array: StateArray): Draft {
  const type = elementTypeOf(array);
  const { length } = array;
  const { bytes } = ELEMENTS[type];
  const dense: Draft = { entry: { name, type, length }, array, indices: undefined };
  const worthwhile = Math.floor((length * bytes) / (INDEX_BYTES + bytes));
  const indices = nonZeroElements(wordsOf(array, bytes), wordsPerElement(type), worthwhile);
  if (indices === undefined || sparseBytes(indices.length, type) >= denseBytes(length, type)) return dense;
  return { entry: { name, type, length, sparse: indices.length }, array, indices };
}

/** Bytes of the section, a multiple of 8. */
export const sectionBytes = ({ type, length, sparse }: Section): number =>
  sparse === undefined ? denseBytes(length, type) : sparseBytes(sparse, type);

export function writeSection({ entry, array, indices }: Draft, into: ArrayBuffer, at: number): void {
  const { bytes } = ELEMENTS[entry.type];
  if (indices === undefined) {
    new Uint8Array(into, at).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return;
  }
  new Uint32Array(into, at, indices.length).set(indices);
  const values = new Uint8Array(into, at + alignedTo8(indices.length * INDEX_BYTES), indices.length * bytes);
  gather(wordsOf(array, bytes), wordsPerElement(entry.type), indices, wordsOf(values, bytes));
}

/** The array, detached; undefined when its indices do not ascend or reach beyond its length. */
export function readSection({ type, length, sparse }: Section, from: Uint8Array, at: number): StateArray | undefined {
  const { bytes, zeros, copy } = ELEMENTS[type];
  const start = from.byteOffset + at;
  if (sparse === undefined) return copy(copied(from, start, length * bytes));
  const array = zeros(length);
  const indices = new Uint32Array(copied(from, start, sparse * INDEX_BYTES));
  const values = new Uint8Array(copied(from, start + alignedTo8(sparse * INDEX_BYTES), sparse * bytes));
  const fits = scatter(indices, wordsOf(values, bytes), wordsPerElement(type), wordsOf(array, bytes));
  return fits ? array : undefined;
}

/** Objects may begin at any byte of a larger buffer, and typed arrays may not: hence the copy. */
function copied(from: Uint8Array, start: number, bytes: number): ArrayBuffer {
  const copy = new Uint8Array(bytes);
  copy.set(new Uint8Array(from.buffer, start, bytes));
  return copy.buffer;
}

/** The directory as parsed JSON, checked; a string says what is wrong with it. */
export function sectionsOf(entries: unknown): Section[] | string {
  if (!Array.isArray(entries)) return 'its directory is no list';
  const sections: Section[] = [];
  for (const entry of entries) {
    const { name, type, length, sparse }: JsonObject = isJsonObject(entry) ? entry : {};
    if (typeof name !== 'string' || !isElementType(type) || !isCount(length)) {
      return `its directory has an entry ${JSON.stringify(entry)}`;
    }
    if (sparse === undefined) sections.push({ name, type, length });
    else if (isCount(sparse) && sparse <= length) sections.push({ name, type, length, sparse });
    else return `its directory stores ${String(sparse)} of ${length} elements of ${name}`;
  }
  return sections;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
