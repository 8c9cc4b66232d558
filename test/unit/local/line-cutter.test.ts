import * as fc from 'fast-check';
import { EventsUnreadable } from '../../../functions/local/event-source';
import { CUT_BYTES, LINE_BYTES_MAX, LineCutter } from '../../../functions/local/line-cutter';

interface Cut {
  /** Bytes to push at a time. @default all */
  readonly chunkBytes?: number;
  readonly after?: number;
  readonly limit?: number;
}

const cut = (input: Buffer, { chunkBytes = input.length, after = 0, limit = Number.POSITIVE_INFINITY }: Cut = {}) => {
  const cutter = new LineCutter('the input', 0, after, limit);
  for (let at = 0; at < input.length; at += chunkBytes) cutter.push(input.subarray(at, at + chunkBytes));
  cutter.end();
  return cutter.take(Number.POSITIVE_INFINITY, 1).map(({ sequence, data }) => [Number(sequence), data]);
};

test('a record ends with its newline, CRLF or the end of the input; its sequence is the byte after that', () => {
  expect(cut(Buffer.from('{"a":1}\n{"b":2}\r\n{"c":3}'))).toEqual([
    [8, '{"a":1}'],
    [17, '{"b":2}'],
    [24, '{"c":3}'],
  ]);
});

test('blank lines are no records', () => {
  expect(cut(Buffer.from('\n\r\n  \t\n1\n\n2\n\n'))).toEqual([
    [9, '1'],
    [12, '2'],
  ]);
  expect(cut(Buffer.from(''))).toEqual([]);
});

test('a byte order mark is taken off the beginning, and nowhere else', () => {
  expect(cut(Buffer.from('\ufeff1\n\ufeff2\n'))).toEqual([
    [5, '1'],
    [10, '\ufeff2'],
  ]);
});

test('positions count bytes, not characters', () => {
  expect(cut(Buffer.from('"ä€𝄞"\n1\n'))).toEqual([
    [12, '"ä€𝄞"'],
    [14, '1'],
  ]);
});

test('bytes that are not UTF-8 become U+FFFD and disturb nothing else', () => {
  expect(cut(Buffer.from([0x31, 0x0a, 0x22, 0xff, 0xc3, 0x22, 0x0a, 0x32, 0x0a]))).toEqual([
    [2, '1'],
    [7, '"\ufffd\ufffd"'],
    [9, '2'],
  ]);
});

const inputs = fc
  .array(
    fc.oneof(fc.constantFrom('\n', '\r\n', '\r', ' ', '{"a":1}', 'ä', '€', '\ufeff'), fc.string({ maxLength: 5 })),
    {
      maxLength: 40,
    },
  )
  .map((parts) => Buffer.from(parts.join('')));

test('how the bytes are delivered does not matter', () => {
  fc.assert(
    fc.property(inputs, fc.integer({ min: 1, max: 9 }), (input, chunkBytes) => {
      expect(cut(input, { chunkBytes })).toEqual(cut(input));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('after any sequence that was given come exactly the records that come after it', () => {
  fc.assert(
    fc.property(inputs, fc.nat(), (input, pick) => {
      const all = cut(input);
      if (all.length === 0) return;
      const index = pick % all.length;
      expect(cut(input, { after: Number(all[index]![0]), chunkBytes: 3 })).toEqual(all.slice(index + 1));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('a limit counts the records that were taken before', () => {
  const input = Buffer.from('1\n\n2\n3\n4\n');
  expect(cut(input, { after: 2, limit: 3 })).toEqual([
    [5, '2'],
    [7, '3'],
  ]);
  expect(cut(input, { after: 7, limit: 3 })).toEqual([]);
});

test('a last line that got its newline later is not taken twice', () => {
  expect(cut(Buffer.from('1\n23'))).toEqual([
    [2, '1'],
    [4, '23'],
  ]);
  for (const newline of ['\n', '\r\n']) {
    expect(cut(Buffer.from(`1\n23${newline}4\n`), { after: 4 }).map(([, data]) => data)).toEqual(['4']);
  }
});

test('a position inside a line, or past the end, is another input: refused', () => {
  const input = Buffer.from('{"a":1}\n{"b":2}\n');
  expect(() => cut(input, { after: 11 })).toThrow(EventsUnreadable);
  expect(() => cut(input, { after: 11 })).toThrow(/byte 11, .* inside the line that starts at byte 8/);
  expect(() => cut(input, { after: 17 })).toThrow(/ends at byte 16, and byte 17 was reached before/);
});

test('a line above the maximum is cut, says so, and what follows is read', () => {
  const bytes = LINE_BYTES_MAX + 5;
  const input = Buffer.concat([Buffer.from('1\n'), Buffer.alloc(bytes, 'x'), Buffer.from('\n2\n')]);
  const records = cut(input, { chunkBytes: 1024 * 1024 });
  expect(records.map(([sequence]) => sequence)).toEqual([2, 2 + bytes + 1, 2 + bytes + 3]);
  const data = String(records[1]![1]);
  expect(data.length).toBeLessThan(CUT_BYTES + 100);
  expect(data.slice(CUT_BYTES - 1)).toBe(`x [cut: the line has ${bytes + 1} bytes]`);
  expect(records[2]![1]).toBe('2');
});

test('a line at the maximum is whole', () => {
  const input = Buffer.concat([Buffer.alloc(LINE_BYTES_MAX - 1, 'x'), Buffer.from('\n')]);
  expect(String(cut(input, { chunkBytes: 1024 * 1024 })[0]![1]).length).toBe(LINE_BYTES_MAX - 1);
});
