import fs from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileDeadLetters, openFileDeadLetters } from '../../../../functions/adapters/file/dead-letters';
import { readLetters } from '../../../../functions/adapters/file/letter-segments';
import { RecentKeys } from '../../../../functions/adapters/file/recent-keys';
import { StateDamaged } from '../../../../functions/adapters/file/state-damaged';
import type { DeadLetter } from '../../../../functions/ports/dead-letters';
import { deadLettersContract } from '../../../contracts/dead-letters';
import { failNextWrite, systemError } from './failing-handle';
import { disposedLater, openedOver, tempFolder } from './temp-state';

const open = async (folder: string): Promise<FileDeadLetters> => disposedLater(await openFileDeadLetters(folder));

deadLettersContract(() => openedOver(open));

const letter = (sequence: number, data = ''): DeadLetter => ({
  origin: 'shard-1',
  sequence: String(sequence),
  model: null,
  code: 'not-json',
  reason: 'the record is not JSON',
  data,
});

const segmentsIn = async (folder: string): Promise<string[]> => (await readdir(join(folder, 'dead-letters'))).sort();

/** Three letters of 5 MiB: the first two fill a segment. */
async function threeLarge(folder: string): Promise<DeadLetter[]> {
  const letters = [1, 2, 3].map((sequence) => letter(sequence, String(sequence).repeat(5 * 2 ** 20)));
  const store = await open(folder);
  for (const large of letters) await store.put([large]);
  return letters;
}

describe('dead letters as files', () => {
  it('are lines of JSON that any tool reads', async () => {
    const folder = await tempFolder();
    const store = await open(folder);
    await store.put([letter(1), letter(2)]);
    const lines = (await readFile(join(folder, 'dead-letters', '000000000000.ndjson'), 'utf8')).trimEnd().split('\n');
    const values: unknown[] = lines.map((line) => JSON.parse(line));
    expect(values.slice(1)).toEqual([letter(1), letter(2)]);
  });

  it('start a new segment after 8 MiB, and know repeats across segments and restarts', async () => {
    const folder = await tempFolder();
    const letters = await threeLarge(folder);
    expect(await segmentsIn(folder)).toEqual(['000000000000.ndjson', '000000000002.ndjson']);
    const store = await open(folder);
    await store.put([letter(1), letter(2), letter(3), letter(4)]);
    expect(await store.count()).toBe(4);
    const listed = await store.list();
    expect(listed.map(({ data }) => data.length)).toEqual([...letters.map(({ data }) => data.length), 0]);
  });

  it('can be looked at while another process writes them', async () => {
    const folder = await tempFolder();
    const view = readLetters(folder);
    expect([await view.count(), await view.list()]).toEqual([0, []]);
    const store = await open(folder);
    await store.put([letter(1)]);
    await store.put([letter(2)]);
    expect([await view.count(), await view.list({ limit: 1 })]).toEqual([2, [letter(1)]]);
  });

  it('lose nothing acknowledged and nothing twice, wherever the last put was torn', async () => {
    const folder = await tempFolder();
    const store = await open(folder);
    await store.put([letter(1), letter(2)]);
    const whole = (await readFile(join(folder, 'dead-letters', '000000000000.ndjson'))).length;
    await store.put([letter(3), letter(4)]);
    const bytes = await readFile(join(folder, 'dead-letters', '000000000000.ndjson'));
    for (let length = whole; length < bytes.length; length += 1) {
      const torn = await tempFolder();
      await mkdir(join(torn, 'dead-letters'));
      await writeFile(join(torn, 'dead-letters', '000000000000.ndjson'), bytes.subarray(0, length));
      const mended = await open(torn);
      expect(await mended.count()).toBe(2);
      await mended.put([letter(2), letter(3), letter(4)]);
      expect(await mended.list()).toEqual([letter(1), letter(2), letter(3), letter(4)]);
    }
  });

  it('stop loudly on a damaged letter that is not the last, and on an old segment cut short', async () => {
    const folder = await tempFolder();
    await threeLarge(folder);
    const first = join(folder, 'dead-letters', '000000000000.ndjson');
    const second = join(folder, 'dead-letters', '000000000002.ndjson');
    await copyFile(second, first);
    await expect(readLetters(folder).list()).rejects.toThrow(StateDamaged);
    await expect(readLetters(folder).list()).rejects.toThrow(/should hold 2 dead letters/);
  });

  it('are counted without reading old segments', async () => {
    const folder = await tempFolder();
    await threeLarge(folder);
    await writeFile(join(folder, 'dead-letters', '000000000000.ndjson'), 'unreadable');
    expect(await readLetters(folder).count()).toBe(3);
  });
});

describe('dead letters of a put that fails', () => {
  afterEach(() => jest.restoreAllMocks());

  it('can be put again, and are stored once', async () => {
    const folder = await tempFolder();
    const store = await open(folder);
    await store.put([letter(1)]);
    failNextWrite('ENOSPC');
    await expect(store.put([letter(1), letter(2)])).rejects.toThrow(/cannot write dead letters .*disk is full/);
    expect(await store.count()).toBe(1);
    await store.put([letter(1), letter(2)]);
    expect(await store.list()).toEqual([letter(1), letter(2)]);
  });

  it('are stored once when it failed in its second record, too', async () => {
    const store = await open(await tempFolder());
    const letters = [1, 2, 3].map((sequence) => letter(sequence, String(sequence).repeat(5 * 2 ** 20)));
    const { writeSync } = fs;
    let writes = 0;
    jest.spyOn(fs, 'writeSync').mockImplementation((...args: unknown[]) => {
      writes += 1;
      if (writes === 2) throw systemError('ENOSPC');
      return Reflect.apply(writeSync, fs, args);
    });
    await expect(store.put(letters)).rejects.toThrow(/disk is full/);
    expect(await store.count()).toBe(1);
    await store.put(letters);
    expect((await store.list()).map(({ sequence }) => sequence)).toEqual(['1', '2', '3']);
  });
});

describe('recently seen keys', () => {
  it('are remembered for the window at least and twice the window at most', () => {
    const recent = new RecentKeys(10);
    for (let sequence = 0; sequence < 35; sequence += 1) expect(recent.add('shard-1', String(sequence))).toBe(true);
    // 30 to 34 are the younger generation, 20 to 29 the older one.
    for (let sequence = 20; sequence < 35; sequence += 1) expect(recent.add('shard-1', String(sequence))).toBe(false);
    expect(recent.add('shard-1', '19')).toBe(true);
  });

  it('are of one origin, and can be taken back', () => {
    const recent = new RecentKeys(10);
    recent.add('shard-1', '1');
    expect(recent.add('shard-2', '1')).toBe(true);
    recent.remove('shard-1', '1');
    expect(recent.add('shard-1', '1')).toBe(true);
    expect(recent.add('shard-2', '1')).toBe(false);
  });
});
