import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileHeads } from '../../../../functions/adapters/file/heads';
import { StateDamaged } from '../../../../functions/adapters/file/state-damaged';
import { StateTooNew } from '../../../../functions/adapters/file/state-too-new';
import { headsContract } from '../../../contracts/heads';
import { sampleCommit, sampleHead } from '../../../contracts/sample-commit';
import { openedOver, tempFolder } from './temp-state';

headsContract(() => openedOver(async (folder) => createFileHeads(folder)));

const commitUpTo = async (folder: string, last: number, first = 1): Promise<void> => {
  const heads = createFileHeads(folder);
  for (let revision = first; revision <= last; revision += 1) await heads.commit(sampleCommit('flights', revision));
};

const filesOf = async (folder: string): Promise<string[]> => (await readdir(join(folder, 'heads', 'flights'))).sort();

describe('heads as files', () => {
  it('condense old commits: of 200, two times 64 share a file', async () => {
    const folder = await tempFolder();
    await commitUpTo(folder, 200);
    const files = await filesOf(folder);
    expect(files.slice(0, 72)).toEqual(Array.from({ length: 72 }, (_, at) => `000000000${129 + at}.json`));
    expect(files.slice(72)).toEqual([
      'history-000000000001-000000000064.json',
      'history-000000000065-000000000128.json',
    ]);
  });

  it('are followed by a reader in another process, which never sees less than before', async () => {
    const folder = await tempFolder();
    const reader = createFileHeads(folder);
    const seen: number[] = [];
    const entries: number[] = [];
    let writing = true;
    const read = async (): Promise<void> => {
      while (writing) {
        seen.push((await reader.load('flights'))?.revision ?? 0);
        entries.push((await reader.ledger('flights')).length);
      }
    };
    const reading = read();
    await commitUpTo(folder, 200);
    writing = false;
    await reading;
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(entries).toEqual([...entries].sort((a, b) => a - b));
    expect((await reader.load('flights'))?.revision).toBe(200);
    expect(await reader.ledger('flights')).toHaveLength(200);
  });

  it('are found by a reader that was away while its head was condensed', async () => {
    const folder = await tempFolder();
    await commitUpTo(folder, 1);
    const reader = createFileHeads(folder);
    await reader.load('flights');
    await commitUpTo(folder, 200, 2);
    expect(await reader.load('flights')).toEqual(sampleHead('flights', 200));
  });

  it('survive a crash between writing the history and removing what it replaces', async () => {
    const folder = await tempFolder();
    await commitUpTo(folder, 128);
    const first = join(folder, 'heads', 'flights', '000000000001.json');
    const bytes = await readFile(first);
    await commitUpTo(folder, 129, 129);
    expect(await filesOf(folder)).toContain('history-000000000001-000000000064.json');
    await writeFile(first, bytes);
    const heads = createFileHeads(folder);
    expect(await heads.ledger('flights')).toHaveLength(129);
    expect(await heads.commit(sampleCommit('flights', 2, 'too late'))).toBe('conflict');
    await commitUpTo(folder, 193, 130);
    expect(await filesOf(folder)).not.toContain('000000000001.json');
    expect(await heads.ledger('flights')).toHaveLength(193);
  });

  it.each([
    ['a flipped bit', (text: string) => text.replace('"revision":1', '"revision":3')],
    ['a missing end', (text: string) => text.slice(0, -1)],
    ['nothing left', () => ''],
  ])('stop loudly on %s', async (_, damage) => {
    const folder = await tempFolder();
    await commitUpTo(folder, 1);
    const path = join(folder, 'heads', 'flights', '000000000001.json');
    await writeFile(path, damage(await readFile(path, 'utf8')));
    const heads = createFileHeads(folder);
    await expect(heads.load('flights')).rejects.toThrow(StateDamaged);
    await expect(heads.ledger('flights')).rejects.toThrow(path);
  });

  it('refuse a head of a later format, naming both formats', async () => {
    const folder = await tempFolder();
    await commitUpTo(folder, 1);
    const path = join(folder, 'heads', 'flights', '000000000001.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('{"format":1', '{"format":2'));
    const loading = createFileHeads(folder).load('flights');
    await expect(loading).rejects.toThrow(StateTooNew);
    await expect(loading).rejects.toThrow(/format 2.*up to 1/);
  });

  it('stop loudly when a commit is missing from the middle', async () => {
    const folder = await tempFolder();
    await commitUpTo(folder, 3);
    await rm(join(folder, 'heads', 'flights', '000000000002.json'));
    await expect(createFileHeads(folder).lineage('flights')).rejects.toThrow(/lacks a commit between 1 and 3/);
  });
});
