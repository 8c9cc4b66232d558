import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StateDamaged } from '../../../../functions/adapters/file/state-damaged';
import {
  type FileWaitingEvents,
  openFileWaitingEvents,
  readWaitingEvents,
} from '../../../../functions/adapters/file/waiting-events';
import { closedUpTo, example, kindsOf, outcome, prediction, rules, shardAt } from '../../../contracts/sample-arrivals';
import { waitingEventsContract } from '../../../contracts/waiting-events';
import { failNextWrite } from './failing-handle';
import { disposedLater, openedOver, tempFolder } from './temp-state';

/** A journal that is rewritten at every settle must say the same as one that never is. */
describe.each([
  ['with a journal that only grows', 2 ** 30],
  ['with a journal rewritten whenever it can be', 0],
])('%s', (_, journalBytes) => {
  waitingEventsContract(() =>
    openedOver(async (folder) => disposedLater(await openFileWaitingEvents(folder, { rules, journalBytes }))),
  );
});

describe('waiting events in a journal', () => {
  const open = async (folder: string, journalBytes = 2 ** 30): Promise<FileWaitingEvents> =>
    disposedLater(await openFileWaitingEvents(folder, { rules, journalBytes }));
  const journalsIn = async (folder: string): Promise<string[]> => (await readdir(join(folder, 'waiting'))).sort();

  it('are what was settled last, wherever the next settle was torn', async () => {
    const folder = await tempFolder();
    const waiting = await open(folder);
    await waiting.take('flights', [prediction('a', 1, 0), prediction('b', 2, 0)]);
    await waiting.settle('shard-1', shardAt(2));
    const path = join(folder, 'waiting', '000000000001.journal');
    const whole = (await readFile(path)).length;
    const next = [outcome('a', 3, 1), prediction('c', 4, 1)];
    await waiting.take('flights', next);
    await waiting.settle('shard-1', shardAt(4));
    const bytes = await readFile(path);
    for (let length = whole; length < bytes.length; length += 1) {
      const torn = await tempFolder();
      await mkdir(join(torn, 'waiting'));
      await writeFile(join(torn, 'waiting', '000000000001.journal'), bytes.subarray(0, length));
      const mended = await open(torn);
      expect(await mended.origin('shard-1')).toEqual(shardAt(2));
      expect(await mended.count()).toBe(2);
      expect(kindsOf(await mended.take('flights', next))).toEqual(['completes', 'waits']);
    }
  });

  it('stop loudly when an earlier settle is damaged', async () => {
    const folder = await tempFolder();
    const waiting = await open(folder);
    for (const position of [1, 2]) await waiting.settle('shard-1', shardAt(position));
    const path = join(folder, 'waiting', '000000000001.journal');
    const bytes = await readFile(path);
    bytes[60] = bytes[60]! ^ 1;
    await writeFile(path, bytes);
    await expect(openFileWaitingEvents(folder, { rules })).rejects.toThrow(StateDamaged);
  });

  it('keep a journal of bounded length, of which one generation stays', async () => {
    const folder = await tempFolder();
    const waiting = await open(folder, 20_000);
    let longest = 0;
    for (let round = 0; round < 60; round += 1) {
      const arrivals = Array.from({ length: 20 }, (_, at) =>
        example(`event ${round} ${at}`, round * 20 + at + 1, round),
      );
      await waiting.take('flights', arrivals);
      await waiting.settle('shard-1', shardAt((round + 1) * 20));
      const closed = closedUpTo('flights', '0', round);
      await waiting.settle(...closed);
      const [journal, ...others] = await journalsIn(folder);
      expect(others).toEqual([]);
      longest = Math.max(longest, (await readFile(join(folder, 'waiting', journal!))).length);
    }
    expect((await journalsIn(folder))[0]).not.toBe('000000000001.journal');
    expect(longest).toBeLessThan(50_000);
    const reopened = await open(folder);
    expect(kindsOf(await reopened.take('flights', [example('event 59 7', 9999, 59)]))).toEqual(['duplicate']);
  });

  it('go on from the new generation when a crash left the old one beside it', async () => {
    const folder = await tempFolder();
    const first = await open(folder);
    await first.take('flights', [prediction('a', 1, 0)]);
    await first.settle('shard-1', shardAt(1));
    const old = join(folder, 'waiting', '000000000001.journal');
    const bytes = await readFile(old);
    const second = await open(folder, 0);
    await second.take('flights', [outcome('a', 2, 1)]);
    await second.settle('shard-1', shardAt(2));
    expect(await journalsIn(folder)).toEqual(['000000000002.journal']);
    await writeFile(old, bytes);
    const third = await open(folder);
    expect(await third.origin('shard-1')).toEqual(shardAt(2));
    expect(await journalsIn(folder)).toEqual(['000000000002.journal']);
  });

  it('remember an id that is used again, although a snapshot saw its first use unsettled', async () => {
    const folder = await tempFolder();
    const waiting = await open(folder, 0);
    await waiting.settle('shard-2', shardAt(1));
    await waiting.take('flights', [example('a', 1, 0)]);
    await waiting.settle('shard-2', shardAt(2));
    await waiting.settle('shard-1', shardAt(1));
    await waiting.take('flights', [prediction('a', 2, 126, { watermark: 125 })]);
    await waiting.settle('shard-1', shardAt(2));
    await (await open(folder)).settle('shard-1', shardAt(2));
    expect(await (await open(folder)).count()).toBe(1);
  });

  it('lose nothing when a settle fails: it can be tried again, and retries get the same answers', async () => {
    const folder = await tempFolder();
    const waiting = await open(folder);
    const batch = [prediction('a', 1, 0), outcome('a', 2, 1), prediction('b', 3, 1)];
    const answers = await waiting.take('flights', batch);
    failNextWrite('ENOSPC');
    await expect(waiting.settle('shard-1', shardAt(3))).rejects.toThrow(/disk is full/);
    jest.restoreAllMocks();
    expect(await waiting.origin('shard-1')).toBeUndefined();
    expect(await waiting.take('flights', batch)).toEqual(answers);
    await waiting.settle('shard-1', shardAt(3));
    const reopened = await open(folder);
    expect(await reopened.count()).toBe(1);
    expect(kindsOf(await reopened.take('flights', [outcome('b', 4, 2), outcome('a', 5, 1)]))).toEqual([
      'completes',
      'duplicate',
    ]);
  });

  it('keep what is taken while a settle is on its way for the next one', async () => {
    const folder = await tempFolder();
    const waiting = await open(folder);
    await waiting.take('flights', [prediction('a', 1, 0), prediction('b', 2, 0)]);
    const settling = waiting.settle('shard-1', shardAt(2));
    const answers = await waiting.take('flights', [outcome('a', 3, 1), outcome('b', 4, 1)]);
    await settling;
    expect(kindsOf(answers)).toEqual(['completes', 'completes']);
    expect(await waiting.take('flights', [outcome('a', 3, 1), outcome('b', 4, 1)])).toEqual(answers);
    await waiting.settle('shard-1', shardAt(4));
    expect(kindsOf(await (await open(folder)).take('flights', [outcome('a', 5, 1)]))).toEqual(['duplicate']);
  });

  it('of a model that is not declared any more stay, and are there when it is declared again', async () => {
    const folder = await tempFolder();
    const waiting = await open(folder);
    await waiting.take('flights', [prediction('a', 1, 0)]);
    await waiting.settle('shard-1', shardAt(1));
    const without = disposedLater(await openFileWaitingEvents(folder, { rules: {}, journalBytes: 0 }));
    expect(await without.count('flights')).toBe(1);
    await expect(without.take('flights', [])).rejects.toThrow(/without the model flights/);
    await without.settle('shard-2', shardAt(1));
    expect(kindsOf(await (await open(folder)).take('flights', [outcome('a', 2, 1)]))).toEqual(['completes']);
  });

  it('can be read while another process writes them', async () => {
    const folder = await tempFolder();
    expect(await (await readWaitingEvents(folder)).origins()).toEqual({});
    const waiting = await open(folder);
    await waiting.take('flights', [prediction('a', 1, 0)]);
    await waiting.settle('shard-1', shardAt(1));
    const view = await readWaitingEvents(folder);
    expect([await view.count('flights'), await view.origin('shard-1')]).toEqual([1, shardAt(1)]);
  });
});
