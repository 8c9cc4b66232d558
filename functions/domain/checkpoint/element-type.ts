/** The typed arrays that a container holds, by the name that its directory gives them. */
import type { StateArray } from '../state/saved-state';

export type ElementType = 'f64' | 'f32' | 'i32' | 'u32' | 'u16' | 'u8';

interface Elements {
  readonly bytes: 1 | 2 | 4 | 8;
  /** An array of zeros. */
  readonly zeros: (length: number) => StateArray;
  /** The elements that lie in `bytes`, copied. */
  readonly copy: (bytes: ArrayBuffer) => StateArray;
}

export const ELEMENTS: Readonly<Record<ElementType, Elements>> = {
  f64: { bytes: 8, zeros: (length) => new Float64Array(length), copy: (bytes) => new Float64Array(bytes) },
  f32: { bytes: 4, zeros: (length) => new Float32Array(length), copy: (bytes) => new Float32Array(bytes) },
  i32: { bytes: 4, zeros: (length) => new Int32Array(length), copy: (bytes) => new Int32Array(bytes) },
  u32: { bytes: 4, zeros: (length) => new Uint32Array(length), copy: (bytes) => new Uint32Array(bytes) },
  u16: { bytes: 2, zeros: (length) => new Uint16Array(length), copy: (bytes) => new Uint16Array(bytes) },
  u8: { bytes: 1, zeros: (length) => new Uint8Array(length), copy: (bytes) => new Uint8Array(bytes) },
};

export const isElementType = (text: unknown): text is ElementType =>
  typeof text === 'string' && Object.hasOwn(ELEMENTS, text);

export function elementTypeOf(array: StateArray): ElementType {
  if (array instanceof Float64Array) return 'f64';
  if (array instanceof Float32Array) return 'f32';
  if (array instanceof Int32Array) return 'i32';
  if (array instanceof Uint32Array) return 'u32';
  if (array instanceof Uint16Array) return 'u16';
  return 'u8';
}
