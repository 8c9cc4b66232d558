import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { EventsUnreadable, type ReadOptions } from '../../../functions/local/event-source';
import { type NdjsonOptions, ndjsonSource } from '../../../functions/local/ndjson-source';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ndjson-source-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** More than one chunk of the file reader. */
const LINES = Array.from({ length: 6000 }, (_, line) => JSON.stringify({ line, text: 'ä'.repeat(line % 400) }));

const fileOf = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const read = async (source: NdjsonOptions, options: Partial<ReadOptions> = {}) => {
  const records: { sequence: string; data: string }[] = [];
  const sizes: number[] = [];
  const progress: number[] = [];
  for await (const batch of ndjsonSource(source).batches({ after: null, size: 1000, ...options })) {
    records.push(...batch.records);
    sizes.push(batch.records.length);
    progress.push(batch.progress);
  }
  return { records, sizes, progress, data: records.map(({ data }) => data) };
};

test('a file is read line by line, in batches of the size asked for, up to progress 1', async () => {
  const path = fileOf('lines.ndjson', `${LINES.join('\n')}\n`);
  const { data, sizes, progress, records } = await read({ path });
  expect(data).toEqual(LINES);
  expect(sizes).toEqual(Array.from({ length: 6 }, () => 1000));
  expect(progress.at(-1)).toBe(1);
  expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  expect(records.at(-1)!.sequence).toBe(String(Buffer.byteLength(LINES.join('\n')) + 1));
});

test.each([undefined, 5500])('reading goes on after any record, in a file and in a pipe (limit %s)', async (limit) => {
  const content = `${LINES.join('\n')}\n`;
  const path = fileOf('resumed.ndjson', content);
  const options = limit === undefined ? {} : { limit };
  const { records } = await read({ path }, options);
  expect(records.length).toBe(limit ?? LINES.length);
  for (const index of [0, 1, 2999, 5499]) {
    const after = records[index]!.sequence;
    const rest = records.slice(index + 1);
    expect((await read({ path }, { ...options, after })).records).toEqual(rest);
    const stdin = Readable.from([Buffer.from(content)]);
    expect((await read({ path: '-', stdin }, { ...options, after })).records).toEqual(rest);
  }
});

test('a file that grew is read on from where it ended', async () => {
  const path = fileOf('growing.ndjson', '1\n2');
  const before = await read({ path });
  expect(before.data).toEqual(['1', '2']);
  writeFileSync(path, '1\n2\n3\n');
  expect((await read({ path }, { after: before.records.at(-1)!.sequence })).data).toEqual(['3']);
});

test('a file that was replaced or cut is refused', async () => {
  const path = fileOf('replaced.ndjson', '{"a":1}\n');
  await expect(read({ path }, { after: '4' })).rejects.toThrow(/inside the line/);
  await expect(read({ path }, { after: '9' })).rejects.toThrow(/ends at byte 8, and byte 9 was reached before/);
});

test('an empty file has no records', async () => {
  expect((await read({ path: fileOf('empty.ndjson', '') })).sizes).toEqual([]);
});

test('a missing file and a folder are named with what is wrong', async () => {
  const missing = join(folder, 'missing.ndjson');
  await expect(read({ path: missing })).rejects.toThrow(EventsUnreadable);
  await expect(read({ path: missing })).rejects.toThrow(`cannot read events from ${missing}: there is no such file`);
  const directory = join(folder, 'directory');
  mkdirSync(directory);
  await expect(read({ path: directory })).rejects.toThrow(`cannot read events from ${directory}: it is a folder`);
});

test('what has come through a pipe is given before more comes', async () => {
  const stdin = new PassThrough();
  const source = ndjsonSource({ path: '-', stdin });
  const batches = source.batches({ after: null, size: 1000 })[Symbol.asyncIterator]();
  stdin.write('1\n2\n3');
  const first = await batches.next();
  expect(first.value.records.map(({ data }: { data: string }) => data)).toEqual(['1', '2']);
  expect(first.value.progress).toBeNaN();
  stdin.end('\n');
  expect((await batches.next()).value.records).toEqual([{ sequence: '6', data: '3', arrivedAtMs: null }]);
  expect((await batches.next()).done).toBe(true);
});

test('closing ends a read that waits for a pipe', async () => {
  const source = ndjsonSource({ path: '-', stdin: new PassThrough() });
  const waiting = source.batches({ after: null, size: 10 })[Symbol.asyncIterator]().next();
  await source.close();
  expect((await waiting).done).toBe(true);
});

test('long lines make small batches', async () => {
  const long = 'x'.repeat(3 * 1024 * 1024);
  const path = fileOf('long.ndjson', `${Array.from({ length: 5 }, () => long).join('\n')}\n`);
  const { sizes, data } = await read({ path });
  expect(Math.max(...sizes)).toBe(2);
  expect(data).toEqual(Array.from({ length: 5 }, () => long));
});

test('a shard is named after what it reads', () => {
  expect(ndjsonSource({ path: '-' }).shard).toBe('stdin');
  expect(ndjsonSource({ path: join(folder, '.', 'a.ndjson') }).shard).toBe(join(folder, 'a.ndjson'));
  expect(ndjsonSource({ path: 'a.ndjson', shard: 'shard-0' }).shard).toBe('shard-0');
});
