import { crc32 } from 'node:zlib';
import {
  CONTAINER_FORMAT,
  type Contents,
  decodeContainer,
  encodeContainer,
} from '../../../../functions/domain/checkpoint/container';
import { CheckpointDamaged, CheckpointTooNew } from '../../../../functions/domain/checkpoint/errors';
import { nameOf } from '../../../../functions/domain/checkpoint/object-name';

const contents: Contents = {
  header: { model: 'flights', nested: { b: [1, null, 'ü'], a: -0.1 } },
  arrays: { weights: Float64Array.of(1.5, -2, 1e-300), counts: Int32Array.of(-1, 7), bytes: Uint8Array.of(1, 2, 3) },
};

/** The bytes with one of the preamble's words replaced and the checksum made right again. */
function rewritten(bytes: Uint8Array, at: number, word: number): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  view.setUint32(at, word, true);
  view.setUint32(8, crc32(copy.subarray(12)), true);
  return copy;
}

const refusal = (bytes: Uint8Array): unknown => {
  try {
    decodeContainer(bytes);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('what goes in comes out', () => {
  it('gives back header and arrays', () => {
    expect(decodeContainer(encodeContainer(contents))).toEqual(contents);
  });

  it('holds nothing at all', () => {
    expect(decodeContainer(encodeContainer({ header: {}, arrays: {} }))).toEqual({ header: {}, arrays: {} });
  });

  it('reads bytes that begin anywhere in a larger buffer', () => {
    const bytes = encodeContainer(contents);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeContainer(shifted.subarray(3))).toEqual(contents);
  });

  it('gives arrays that share nothing with the bytes', () => {
    const bytes = encodeContainer(contents);
    const { arrays } = decodeContainer(bytes);
    bytes.fill(0xff);
    expect(arrays).toEqual(contents.arrays);
  });

  it('keeps the sign of zero in the header', () => {
    expect(Object.is(decodeContainer(encodeContainer({ header: { z: -0 }, arrays: {} })).header.z, -0)).toBe(true);
  });

  it('refuses a header that JSON would change in silence', () => {
    expect(() => encodeContainer({ header: { rate: Number.NaN }, arrays: {} })).toThrow('NaN');
  });
});

describe('the bytes', () => {
  it('are the diagram: magic, checksum, format, total, header text, sections at multiples of 8', () => {
    const bytes = encodeContainer({ header: { a: 1 }, arrays: { x: Float64Array.of(2), b: Uint8Array.of(9) } });
    const view = new DataView(bytes.buffer);
    const text =
      '{"arrays":[{"length":1,"name":"b","type":"u8"},{"length":1,"name":"x","type":"f64"}],"header":{"a":1}}';
    const sectionsAt = Math.ceil((24 + text.length) / 8) * 8;
    expect(Buffer.from(bytes.subarray(0, 8)).toString('hex')).toBe('8950524e0d0a1a0a');
    expect(view.getUint32(8, true)).toBe(crc32(bytes.subarray(12)));
    expect(view.getUint32(12, true)).toBe(1);
    expect(view.getUint32(16, true)).toBe(bytes.length);
    expect(view.getUint32(20, true)).toBe(text.length);
    expect(Buffer.from(bytes.subarray(24, sectionsAt)).toString()).toBe(text.padEnd(sectionsAt - 24));
    expect([...bytes.subarray(sectionsAt, sectionsAt + 8)]).toEqual([9, 0, 0, 0, 0, 0, 0, 0]);
    expect(view.getFloat64(sectionsAt + 8, true)).toBe(2);
    expect(bytes.length).toBe(sectionsAt + 16);
  });

  it('are the same whatever the order of keys', () => {
    const { a, b } = { a: Float64Array.of(1), b: Int32Array.of(2) };
    const one = encodeContainer({ header: { p: 1, q: { r: 2, s: 3 } }, arrays: { a, b } });
    const other = encodeContainer({ header: { q: { s: 3, r: 2 }, p: 1 }, arrays: { b, a } });
    expect(nameOf(other)).toBe(nameOf(one));
  });

  it('are named by their SHA-256', () => {
    // NIST FIPS 180-2, appendix B.1
    expect(nameOf(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('store a mostly-empty array as indices and values, in 12 bytes an element', () => {
    const empty = encodeContainer({ header: {}, arrays: { w: new Float64Array(4096) } });
    const weights = new Float64Array(4096);
    for (const at of [0, 7, 1000, 4095]) weights[at] = at + 0.5;
    const bytes = encodeContainer({ header: {}, arrays: { w: weights } });
    expect(bytes.length - empty.length).toBe(4 * 12);
    expect(decodeContainer(bytes).arrays.w).toEqual(weights);
  });

  it('store an array densely where that takes no more bytes', () => {
    const half = new Float64Array(6).fill(1, 0, 4);
    const { length } = encodeContainer({ header: {}, arrays: { w: half } });
    // 4 of 6 elements: 4 x 4 + 4 x 8 = 48 bytes sparse, 6 x 8 = 48 dense.
    expect(length).toBe(encodeContainer({ header: {}, arrays: { w: new Float64Array(6).fill(1) } }).length);
  });
});

describe('what cannot be trusted is refused', () => {
  const bytes = encodeContainer(contents);

  it('every flip of any one bit', () => {
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const damaged = bytes.slice();
        damaged[at] = damaged[at]! ^ (1 << bit);
        expect(refusal(damaged)).toBeInstanceOf(CheckpointDamaged);
      }
    }
  });

  it('every length but the whole', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(refusal(bytes.subarray(0, length))).toBeInstanceOf(CheckpointDamaged);
    }
    expect(refusal(Buffer.concat([bytes, Buffer.alloc(8)]))).toBeInstanceOf(CheckpointDamaged);
  });

  it('a truncated object, saying how much of it is there', () => {
    expect(refusal(bytes.subarray(0, 100))).toMatchObject({
      message: expect.stringContaining(`100 bytes of ${bytes.length}`),
    });
  });

  it('a foreign file, saying how it begins', () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d', 'hex');
    expect(refusal(png)).toBeInstanceOf(CheckpointDamaged);
    expect(refusal(png)).toMatchObject({ message: expect.stringContaining('89504e470d0a1a0a') });
  });

  it('an intact object of a later format, naming both formats', () => {
    const newer = rewritten(bytes, 12, 7);
    expect(refusal(newer)).toBeInstanceOf(CheckpointTooNew);
    expect(refusal(newer)).toMatchObject({
      found: 7,
      readable: CONTAINER_FORMAT,
      message: expect.stringMatching(/format 7 .* format 1/),
    });
  });

  it('a damaged object that seems to be of a later format, as damaged', () => {
    const damaged = bytes.slice();
    damaged[12] = 7;
    expect(refusal(damaged)).toBeInstanceOf(CheckpointDamaged);
    expect(refusal(damaged)).toMatchObject({ message: expect.stringMatching(/format 7.*up to 1/) });
  });

  it('an object whose checksum is right and whose content is not', () => {
    const withText = (text: string): Uint8Array => {
      const whole = new Uint8Array(24 + Math.ceil(text.length / 8) * 8).fill(0x20);
      whole.set(bytes.subarray(0, 8));
      whole.set(Buffer.from(text), 24);
      return rewritten(rewritten(rewritten(whole, 12, 1), 16, whole.length), 20, text.length);
    };
    expect(decodeContainer(withText('{"arrays":[],"header":{}}'))).toEqual({ header: {}, arrays: {} });
    for (const text of [
      'not json',
      '{"arrays":[]}',
      '{"arrays":{},"header":{}}',
      '{"arrays":[{"name":"w","type":"f16","length":0}],"header":{}}',
      '{"arrays":[{"name":"w","type":"f64","length":-1}],"header":{}}',
      '{"arrays":[{"name":"w","type":"f64","length":1}],"header":{}}',
      '{"arrays":[{"name":"w","type":"f64","length":1,"sparse":2}],"header":{}}',
    ]) {
      expect(refusal(withText(text))).toBeInstanceOf(CheckpointDamaged);
    }
    expect(refusal(rewritten(bytes, 12, 0))).toBeInstanceOf(CheckpointDamaged);
    expect(refusal(rewritten(bytes, 20, 1_000_000))).toBeInstanceOf(CheckpointDamaged);
  });

  it('sparse indices that do not ascend or reach beyond the array', () => {
    const weights = new Float64Array(64);
    weights[3] = weights[9] = 1;
    const sparse = encodeContainer({ header: {}, arrays: { weights } });
    const indicesAt = sparse.length - 2 * 8 - 8;
    expect(new DataView(sparse.buffer).getUint32(indicesAt, true)).toBe(3);
    expect(refusal(rewritten(sparse, indicesAt, 9))).toBeInstanceOf(CheckpointDamaged);
    expect(refusal(rewritten(sparse, indicesAt + 4, 64))).toBeInstanceOf(CheckpointDamaged);
    expect(refusal(rewritten(sparse, indicesAt, 4))).toBeUndefined();
  });
});
