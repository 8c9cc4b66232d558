import { finish, hashBytes, hashText, mixWord } from '../../../../functions/domain/features/murmur3';

const hashHex = (hex: string, seed: number): number => {
  const bytes = Buffer.from(hex, 'hex');
  return hashBytes(bytes, bytes.length, seed);
};

// Ian Boyd's test vectors for MurmurHash3_x86_32, https://stackoverflow.com/a/31929528
it.each([
  ['', 0, 0],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['ffffffff', 0, 0x76293b50],
  ['21436587', 0, 0xf55b516b],
  ['21436587', 0x5082edee, 0x2362f9de],
  ['214365', 0, 0x7e4a8634],
  ['2143', 0, 0xa0f7b07a],
  ['21', 0, 0x72661cf4],
  ['00000000', 0, 0x2362f9de],
  ['000000', 0, 0x85f0b427],
  ['0000', 0, 0x30f4c306],
  ['00', 0, 0x514e28b7],
])('bytes %s with seed %i hash as published', (hex, seed, expected) => {
  expect(hashHex(hex, seed)).toBe(expected);
});

// Python's mmh3 5.2, mmh3.hash(text.encode(), seed, signed=False)
it.each([
  ['test', 0x9747b28c, 0x704b81dc],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
  ['é', 0, 0x10110787],
  ['日本語', 1234, 0x2be55321],
  ['𝄞', 0, 0x4ae6bc21],
])('the text %s hashes as its UTF-8 bytes', (text, seed, expected) => {
  expect(hashText(text, seed)).toBe(expected);
});

it('a text of any length is hashed whole', () => {
  const text = 'é'.repeat(5000);
  const bytes = Buffer.from(text);
  expect(hashText(text, 7)).toBe(hashBytes(bytes, bytes.length, 7));
  expect(hashText(`${text}x`, 7)).not.toBe(hashText(text, 7));
});

it('mixing words one by one hashes their little-endian bytes', () => {
  const words = [0xdeadbeef, 1, 0xffffffff];
  const bytes = Buffer.alloc(12);
  for (const [at, word] of words.entries()) bytes.writeUInt32LE(word, 4 * at);
  expect(finish(words.reduce(mixWord, 99), 12)).toBe(hashBytes(bytes, 12, 99));
});
