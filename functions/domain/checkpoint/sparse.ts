/**
 * Which elements of an array are worth storing? Those with any bit set: +0 is left out, -0 and every NaN are kept with their
 * bits, so that an array comes back exactly. Elements are looked at as unsigned words, never as numbers.
 *
 * O(length) to find them, O(elements found) to gather them and to put them back.
 */

/** The bits of an array: one word per element, or two per element of 8 bytes. */
export type Words = Uint32Array | Uint16Array | Uint8Array;

export function wordsOf(array: ArrayBufferView, elementBytes: 1 | 2 | 4 | 8): Words {
  const { buffer, byteOffset, byteLength } = array;
  if (elementBytes === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  if (elementBytes === 2) return new Uint16Array(buffer, byteOffset, byteLength >>> 1);
  return new Uint32Array(buffer, byteOffset, byteLength >>> 2);
}

/** Used anew by every scan, as an object has dozens of arrays, most of them short. */
let found = new Uint32Array(1024);

/** The indices of the elements with any bit set, ascending; undefined when there are more than `most`. */
export function nonZeroElements(words: Words, wordsPerElement: 1 | 2, most: number): Uint32Array | undefined {
  // A scan stops when it is past `most`, after four elements at most.
  if (found.length < most + 4) found = new Uint32Array(most + 4);
  const count = wordsPerElement === 2 ? scanPairs(words, found, most) : scanSingles(words, found, most);
  return count > most ? undefined : found.slice(0, count);
}

function scanPairs(words: Words, found: Uint32Array, most: number): number {
  const { length } = words;
  const whole = length - (length % 8);
  let count = 0;
  let at = 0;
  for (; at < whole && count <= most; at += 8) {
    const a = words[at]! | words[at + 1]!;
    const b = words[at + 2]! | words[at + 3]!;
    const c = words[at + 4]! | words[at + 5]!;
    const d = words[at + 6]! | words[at + 7]!;
    // Most of a mostly-empty array is passed over here, four elements at a time.
    if ((a | b | c | d) === 0) continue;
    const element = at >>> 1;
    if (a !== 0) found[count++] = element;
    if (b !== 0) found[count++] = element + 1;
    if (c !== 0) found[count++] = element + 2;
    if (d !== 0) found[count++] = element + 3;
  }
  for (; at < length && count <= most; at += 2) {
    if ((words[at]! | words[at + 1]!) !== 0) found[count++] = at >>> 1;
  }
  return count;
}

function scanSingles(words: Words, found: Uint32Array, most: number): number {
  let count = 0;
  for (let at = 0; at < words.length && count <= most; at++) if (words[at] !== 0) found[count++] = at;
  return count;
}

/** The bits of the elements at `indices`, in their order. */
export function gather(words: Words, wordsPerElement: 1 | 2, indices: Uint32Array, into: Words): void {
  for (let to = 0; to < indices.length; to++) {
    const index = indices[to]!;
    if (wordsPerElement === 1) into[to] = words[index]!;
    else {
      into[2 * to] = words[2 * index]!;
      into[2 * to + 1] = words[2 * index + 1]!;
    }
  }
}

/** Puts gathered elements back into zeros; false when the indices do not ascend or reach beyond the array. */
export function scatter(indices: Uint32Array, values: Words, wordsPerElement: 1 | 2, into: Words): boolean {
  const elements = into.length / wordsPerElement;
  let previous = -1;
  for (let from = 0; from < indices.length; from++) {
    const index = indices[from]!;
    if (index <= previous || index >= elements) return false;
    previous = index;
    if (wordsPerElement === 1) into[index] = values[from]!;
    else {
      into[2 * index] = values[2 * from]!;
      into[2 * index + 1] = values[2 * from + 1]!;
    }
  }
  return true;
}
