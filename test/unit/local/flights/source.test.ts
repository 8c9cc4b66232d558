import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { EventsUnreadable, type ReadOptions, type SourceRecord } from '../../../../functions/local/event-source';
import { type FlightsOptions, flightsSource } from '../../../../functions/local/flights/source';

let folder: string;
let workerFile: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flights-source-'));
  workerFile = join(folder, 'worker.js');
  buildSync({
    entryPoints: [join(__dirname, '../../../../functions/local/flights/worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: workerFile,
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = async (
  source: FlightsOptions,
  options: ReadOptions,
): Promise<{ records: SourceRecord[]; sizes: number[]; progress: number[] }> => {
  const records: SourceRecord[] = [];
  const sizes: number[] = [];
  const progress: number[] = [];
  for await (const batch of flightsSource(source).batches(options)) {
    records.push(...batch.records);
    sizes.push(batch.records.length);
    progress.push(batch.progress);
  }
  return { records, sizes, progress };
};

test('played by the worker and in this thread, the records are the same, numbered from the position on', async () => {
  const options = { after: '19000', size: 300, limit: 21_000 };
  const byWorker = await read({ workerFile }, options);
  const here = await read({ workerFile: join(folder, 'none.js') }, options);
  expect(byWorker).toEqual(here);
  expect(here.sizes).toEqual([300, 300, 300, 300, 300, 300, 200]);
  expect(here.records.map(({ sequence }) => Number(sequence))).toEqual(
    Array.from({ length: 2000 }, (_, index) => 19_001 + index),
  );
  expect(here.progress.at(-1)).toBe(1);
  for (const { data } of here.records) expect(JSON.parse(data).model).toBe('flights');
});

test('a reader that stops early stops the worker', async () => {
  const source = flightsSource({ workerFile });
  for await (const { records, progress } of source.batches({ after: null, size: 100 })) {
    expect(records.length).toBe(100);
    expect(progress).toBe(100 / 6_000_000);
    break;
  }
  await source.close();
});

test('closing ends a running iteration', async () => {
  const source = flightsSource({ workerFile });
  const batches = source.batches({ after: null, size: 100 })[Symbol.asyncIterator]();
  expect((await batches.next()).done).toBe(false);
  await source.close();
  expect((await batches.next()).done).toBe(true);
});

test.each(['worker.js', 'none.js'])('a missing file is named (%s)', async (script) => {
  const path = join(folder, 'missing.parquet');
  const reading = read({ path, workerFile: join(folder, script) }, { after: null, size: 100 });
  await expect(reading).rejects.toThrow(EventsUnreadable);
  await expect(reading).rejects.toThrow(`cannot read events from ${path}: there is no such file`);
});

test('a worker that breaks is an error, not an end', async () => {
  const broken = join(folder, 'broken.js');
  buildSync({ stdin: { contents: 'process.exit(0)' }, outfile: broken });
  await expect(read({ workerFile: broken }, { after: null, size: 100 })).rejects.toThrow(/stopped before their end/);
});
