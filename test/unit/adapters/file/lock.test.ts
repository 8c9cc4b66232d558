import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { acquireLock, type Lock, StateLocked } from '../../../../functions/adapters/file/lock';
import { isPidInUse, thisProcess, whereabouts } from '../../../../functions/adapters/file/process-identity';
import { StateDamaged } from '../../../../functions/adapters/file/state-damaged';
import { tempFolder } from './temp-state';

/** A lock as another process would have left it. */
async function lockedBy(owner: Record<string, unknown>, number = 1): Promise<string> {
  const folder = await tempFolder();
  await mkdir(join(folder, 'lock'));
  const left = {
    ...thisProcess(),
    startedAt: '2001-01-01T00:00:00.000Z',
    command: 'left over',
    released: false,
    ...owner,
  };
  await writeFile(join(folder, 'lock', `${number}.json`), JSON.stringify(left));
  return folder;
}

describe('the lock of a state folder', () => {
  it('is held by one, who is named to the others, and by the next one after its release', async () => {
    const folder = await tempFolder();
    const lock = await acquireLock(folder, 'perennial replay flights');
    const second = acquireLock(folder, 'perennial replay hotels');
    await expect(second).rejects.toThrow(StateLocked);
    await expect(second).rejects.toThrow(
      new RegExp(
        `${folder} is in use by process ${process.pid} on ${hostname()} \\("perennial replay flights", started 2.*Z\\)`,
      ),
    );
    await expect(second).rejects.toMatchObject({ owner: { pid: process.pid, command: 'perennial replay flights' } });
    await lock.release();
    await (await acquireLock(folder, 'perennial replay hotels')).release();
  });

  it('goes to one of ten that try at once', async () => {
    const folder = await tempFolder();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => acquireLock(folder, `try ${at}`)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StateLocked);
    }
  });

  it('of a gone owner goes to one of ten that find it', async () => {
    const folder = await lockedBy({ startTicks: '1' }, 7);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, at) => acquireLock(folder, `try ${at}`)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(join(folder, 'lock'))).toHaveLength(1);
  });

  it.each([
    ['whose process id another process has now', { startTicks: '1' }],
    ['from before the last reboot', { boot: 'another boot' }],
    ['whose process id nobody has', { pid: 2 ** 22 + 1 }],
    ['that gave it back', { released: true }],
  ])('is taken over from an owner %s', async (_, owner) => {
    const folder = await lockedBy(owner);
    const lock = await acquireLock(folder, 'the next one');
    expect(await readdir(join(folder, 'lock'))).toEqual(['2.json']);
    await lock.release();
  });

  it('of an owner on another machine is left alone, and the error says what to delete', async () => {
    const folder = await lockedBy({ host: 'far-away', pid: 2 ** 22 + 1 });
    const acquiring = acquireLock(folder, 'the next one');
    await expect(acquiring).rejects.toThrow(`far-away`);
    await expect(acquiring).rejects.toThrow(`delete ${join(folder, 'lock', '1.json')}`);
  });

  it('counts on: who decided on an old owner long ago finds that it was overtaken', async () => {
    const folder = await tempFolder();
    for (let turn = 0; turn < 3; turn += 1) await (await acquireLock(folder, 'a turn')).release();
    expect(await readdir(join(folder, 'lock'))).toEqual(['3.json']);
    const holder: Lock = await acquireLock(folder, 'the holder');
    expect(JSON.parse(await readFile(join(folder, 'lock', '4.json'), 'utf8'))).toMatchObject({ released: false });
    await holder.release();
  });

  it('that nobody can read is not taken for free', async () => {
    const folder = await lockedBy({ pid: 'nobody' });
    await expect(acquireLock(folder, 'the next one')).rejects.toThrow(StateDamaged);
  });
});

describe('a process', () => {
  it('runs as long as it does', () => {
    expect(whereabouts(thisProcess())).toBe('running');
    expect(isPidInUse(process.pid)).toBe(true);
    expect(isPidInUse(2 ** 22 + 1)).toBe(false);
  });

  it('is known by its id alone where the system tells no start times', () => {
    expect(whereabouts({ ...thisProcess(), startTicks: null })).toBe('running');
    expect(whereabouts({ ...thisProcess(), startTicks: null, pid: 2 ** 22 + 1 })).toBe('gone');
  });
});
