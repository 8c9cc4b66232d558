/**
 * Which 32 bits stand for a text? MurmurHash3_x86_32 (Appleby 2011, smhasher, public domain) of its UTF-8 bytes: the hash that
 * feature hashing commonly uses (Weinberger et al. 2009, "Feature hashing for large scale multitask learning"). O(bytes).
 * Half a surrogate pair hashes as U+FFFD, as UTF-8 has none.
 */

// Taken out once: where modules run in a sandbox, as in tests, looking a global up costs more than a word.
const { imul } = Math;

const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

/** Mixes one 32-bit word of input into the state. */
export function mixWord(state: number, word: number): number {
  const mixed = state ^ scramble(word);
  return (imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

function scramble(word: number): number {
  const product = imul(word, C1);
  return imul((product << 15) | (product >>> 17), C2);
}

/** The hash, unsigned, of a state that has taken in `bytes` bytes. */
export function finish(state: number, bytes: number): number {
  let hash = state ^ bytes;
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export function hashBytes(bytes: Uint8Array, length: number, seed: number): number {
  const words = length - (length % 4);
  let state = seed | 0;
  for (let at = 0; at < words; at += 4) {
    state = mixWord(state, bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24));
  }
  let tail = 0;
  for (let at = length - 1; at >= words; at--) tail = (tail << 8) | bytes[at]!;
  if (length > words) state ^= scramble(tail);
  return finish(state, length);
}

const encoder = new TextEncoder();
let buffer = new Uint8Array(1024);

export function hashText(text: string, seed: number): number {
  // UTF-8 takes at most 3 bytes per UTF-16 unit.
  if (buffer.length < 3 * text.length) buffer = new Uint8Array(6 * text.length);
  return hashBytes(buffer, encoder.encodeInto(text, buffer).written, seed);
}
