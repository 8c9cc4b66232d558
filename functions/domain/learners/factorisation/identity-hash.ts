/**
 * Which 32 bits stand for an identity of two words, under this salt? The words, multiplied into one by odd constants, under MurmurHash3's
 * finaliser (Appleby 2011), which changes every bit of the hash by every bit of its input. O(1), unsigned.
 */
const { imul } = Math;

export function hashIdentity(low: number, high: number, salt: number): number {
  let hash = imul(low ^ salt, 0xcc9e2d51) ^ imul(high + salt, 0x1b873593);
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
