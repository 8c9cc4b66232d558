/**
 * 64 bits that stand for an event id: the first half of MurmurHash3_x86_128 (Appleby 2011, smhasher, public domain) with seed 0,
 * over the id's UTF-16 units, little-endian. The second half is computed along and dropped, because the finish mixes all four
 * lanes into each. Two of n ids share their hash with probability n^2 / 2^65: 3e-8 among a million. O(length).
 *
 * The hash is stored (see waiting-record.ts): another one would be another format.
 */
const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;
const UNITS_PER_BLOCK = 8;
const { imul } = Math;

export interface IdHash {
  low: number;
  high: number;
}

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

function finish(lane: number): number {
  lane = imul(lane ^ (lane >>> 16), 0x85ebca6b);
  lane = imul(lane ^ (lane >>> 13), 0xc2b2ae35);
  return lane ^ (lane >>> 16);
}

/** Two units as one word; what is behind the end counts as 0, as the reference treats its tail. */
const wordAt = (id: string, unit: number): number =>
  unit + 1 < id.length
    ? id.charCodeAt(unit) | (id.charCodeAt(unit + 1) << 16)
    : unit < id.length
      ? id.charCodeAt(unit)
      : 0;

/** Writes the hash of `id` into `out`, as two unsigned words. */
export function hashId(id: string, out: IdHash): void {
  let lane1 = 0;
  let lane2 = 0;
  let lane3 = 0;
  let lane4 = 0;
  const units = id.length;
  const whole = units - (units % UNITS_PER_BLOCK);
  for (let at = 0; at < whole; at += UNITS_PER_BLOCK) {
    lane1 ^= imul(rotate(imul(wordAt(id, at), C1), 15), C2);
    lane1 = (imul((rotate(lane1, 19) + lane2) | 0, 5) + 0x561ccd1b) | 0;
    lane2 ^= imul(rotate(imul(wordAt(id, at + 2), C2), 16), C3);
    lane2 = (imul((rotate(lane2, 17) + lane3) | 0, 5) + 0x0bcaa747) | 0;
    lane3 ^= imul(rotate(imul(wordAt(id, at + 4), C3), 17), C4);
    lane3 = (imul((rotate(lane3, 15) + lane4) | 0, 5) + 0x96cd1c35) | 0;
    lane4 ^= imul(rotate(imul(wordAt(id, at + 6), C4), 18), C1);
    lane4 = (imul((rotate(lane4, 13) + lane1) | 0, 5) + 0x32ac3b17) | 0;
  }
  lane1 ^= imul(rotate(imul(wordAt(id, whole), C1), 15), C2);
  lane2 ^= imul(rotate(imul(wordAt(id, whole + 2), C2), 16), C3);
  lane3 ^= imul(rotate(imul(wordAt(id, whole + 4), C3), 17), C4);
  lane4 ^= imul(rotate(imul(wordAt(id, whole + 6), C4), 18), C1);
  const bytes = 2 * units;
  lane1 ^= bytes;
  lane2 ^= bytes;
  lane3 ^= bytes;
  lane4 ^= bytes;
  lane1 = (lane1 + lane2 + lane3 + lane4) | 0;
  lane2 = finish((lane2 + lane1) | 0);
  lane3 = finish((lane3 + lane1) | 0);
  lane4 = finish((lane4 + lane1) | 0);
  lane1 = (finish(lane1) + lane2 + lane3 + lane4) | 0;
  out.low = lane1 >>> 0;
  out.high = (lane2 + lane1) >>> 0;
}
