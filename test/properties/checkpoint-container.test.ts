import fc from 'fast-check';
import { decodeContainer, encodeContainer } from '../../functions/domain/checkpoint/container';
import type { Json, StateArray } from '../../functions/domain/state/saved-state';

/** Bytes, mostly zero: elements of every type and of every bit pattern, NaNs with a payload among them. */
const sparseBytes = fc.array(fc.tuple(fc.nat(511), fc.integer({ min: 1, max: 255 })), { maxLength: 60 }).map((set) => {
  const bytes = new Uint8Array(512);
  for (const [at, byte] of set) bytes[at] = byte;
  return bytes;
});
const anyBytes = fc.oneof(sparseBytes, fc.uint8Array({ minLength: 512, maxLength: 512 }));

const array: fc.Arbitrary<StateArray> = fc
  .tuple(anyBytes, fc.nat(64), fc.constantFrom('f64', 'f32', 'i32', 'u32', 'u16', 'u8'))
  .map(([{ buffer }, length, type]) => {
    switch (type) {
      case 'f64':
        return new Float64Array(buffer, 0, length);
      case 'f32':
        return new Float32Array(buffer, 0, length);
      case 'i32':
        return new Int32Array(buffer, 4, length);
      case 'u32':
        return new Uint32Array(buffer, 4, length);
      case 'u16':
        return new Uint16Array(buffer, 2, length);
      default:
        return new Uint8Array(buffer, 1, length);
    }
  });

const json = fc.json().map((text): Json => JSON.parse(text));
const contents = fc.record({
  header: fc.dictionary(fc.string({ unit: 'binary' }), json),
  arrays: fc.dictionary(fc.string({ unit: 'binary' }), array, { maxKeys: 5 }),
});

const bits = (from: StateArray): string =>
  `${from.constructor.name} ${Buffer.from(from.buffer, from.byteOffset, from.byteLength).toString('hex')}`;

it('every header and every bit of every array come back', () => {
  fc.assert(
    fc.property(contents, ({ header, arrays }) => {
      const read = decodeContainer(encodeContainer({ header, arrays }));
      expect(read.header).toEqual(header);
      expect(Object.keys(read.arrays).sort()).toEqual(Object.keys(arrays).sort());
      for (const name of Object.keys(arrays)) expect(bits(read.arrays[name]!)).toBe(bits(arrays[name]!));
    }),
    { seed: 1, numRuns: 200 },
  );
});

it('what is read and written again is the same bytes', () => {
  fc.assert(
    fc.property(contents, (first) => {
      const bytes = encodeContainer(first);
      expect(Buffer.from(encodeContainer(decodeContainer(bytes))).equals(bytes)).toBe(true);
    }),
    { seed: 2, numRuns: 100 },
  );
});
