/**
 * A column of numbers in the narrowest array that gives every one of them back exactly:
 *
 *   all alike (NaN is like NaN)          one element
 *   whole numbers within 2^32            u8, u16 or u32 above the smallest of them, the base
 *   anything else, and where -0 occurs   f64
 *
 * The base is 0 where it is not given. O(values).
 */
import type { StateArray } from '../state/saved-state';

// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a number.
const { floor } = Math;

export interface Packed {
  readonly array: StateArray;
  readonly base: number;
}

export function packNumbers(values: Float64Array | Uint32Array | Uint8Array): Packed {
  const { length } = values;
  if (length === 0) return { array: new Float64Array(0), base: 0 };
  const first = values[0]!;
  let least = first;
  let most = first;
  let alike = true;
  let whole = true;
  for (let i = 0; i < length && (alike || whole); i++) {
    const value = values[i]!;
    if (alike && !Object.is(value, first)) alike = false;
    if (whole && !(floor(value) === value && !(value === 0 && 1 / value < 0))) whole = false;
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  if (alike) return { array: Float64Array.of(Number.isNaN(first) ? Number.NaN : first), base: 0 };
  const range = most - least;
  const exact = Number.isSafeInteger(least) && Number.isSafeInteger(most);
  if (!whole || !exact || range > 0xffff_ffff) return { array: Float64Array.from(values), base: 0 };
  const array =
    range <= 0xff ? new Uint8Array(length) : range <= 0xffff ? new Uint16Array(length) : new Uint32Array(length);
  for (let i = 0; i < length; i++) array[i] = values[i]! - least;
  return { array, base: least };
}

/** `count` numbers into `into`; false when the array holds another number of them. */
export function unpackNumbers(
  { array, base }: Packed,
  count: number,
  into: Float64Array | Uint32Array | Uint8Array,
): boolean {
  if (array.length === 1) into.fill(array[0]!);
  else if (array.length !== count) return false;
  else if (base === 0) into.set(array);
  else for (let i = 0; i < count; i++) into[i] = base + array[i]!;
  return true;
}
