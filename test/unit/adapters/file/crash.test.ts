/** The same work, killed with SIGKILL or stopped by the system in the middle, ends with the same result. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { createFileHeads } from '../../../../functions/adapters/file/heads';
import { openStateFolder, type StateFolder } from '../../../../functions/adapters/file/state-folder';
import { createMemoryDeadLetters } from '../../../../functions/adapters/memory/dead-letters';
import { createMemoryExamples } from '../../../../functions/adapters/memory/examples';
import { createMemoryHeads } from '../../../../functions/adapters/memory/heads';
import { createMemoryObjects } from '../../../../functions/adapters/memory/objects';
import { createMemoryWaitingEvents } from '../../../../functions/adapters/memory/waiting-events';
import { runChild } from './child-process';
import { jsonCodec } from './json-codec';
import { type LoopPorts, loopRules, MODEL, outcomeOf, runLoop } from './small-loop';
import { tempFolder } from './temp-state';

const ROUNDS = 60;
const nothing = (): void => {};
const open = (folder: string): Promise<StateFolder> =>
  openStateFolder(folder, { rules: loopRules, codec: jsonCodec, command: 'a test' });

async function undisturbed(): Promise<unknown> {
  const ports: LoopPorts = {
    objects: createMemoryObjects(),
    heads: createMemoryHeads(),
    deadLetters: createMemoryDeadLetters(),
    examples: createMemoryExamples(),
    waiting: createMemoryWaitingEvents(loopRules),
  };
  await runLoop(ports, ROUNDS, nothing);
  return outcomeOf(ports);
}

/** Goes on from what is in the folder, in this process, to the end. */
async function finished(folder: string): Promise<unknown> {
  const state = await open(folder);
  await runLoop(state, ROUNDS, nothing);
  const outcome = await outcomeOf(state);
  await state.close();
  return outcome;
}

describe('work on a state folder', () => {
  it('ends the same without any disturbance', async () => {
    expect(await finished(await tempFolder())).toEqual(await undisturbed());
  });

  it('ends the same after four kills, each in the middle of something, and the killed owner holds no lock', async () => {
    const folder = await tempFolder();
    for (const killAfter of [1, 2, 7, 16]) {
      const { signal, lines } = await runChild(['loop', folder, String(ROUNDS)], { killAfter });
      expect(signal).toBe('SIGKILL');
      expect(lines.at(-1)).toMatch(/^round \d+$/);
    }
    expect(await finished(folder)).toEqual(await undisturbed());
  });

  it('stops with a clear error where the system takes no more, and ends the same once it does', async () => {
    const folder = await tempFolder();
    const { lines } = await runChild(['loop', folder, String(ROUNDS)], { fileLimitKiB: 24 });
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.at(-1)).toMatch(
      /^StateUnwritable: cannot write .* to .*\(EFBIG\): the limit on file sizes is reached/,
    );
    expect(await finished(folder)).toEqual(await undisturbed());
  });

  it('ends the same from a copy of the folder taken at any moment between two rounds', async () => {
    const folder = await tempFolder();
    const copies = await tempFolder();
    const state = await open(folder);
    const copying: Promise<void>[] = [];
    const kept = [3, 30, 57];
    for (const rounds of kept) {
      await runLoop(state, rounds, nothing);
      copying.push(cp(folder, join(copies, String(rounds)), { recursive: true }));
      await copying.at(-1);
    }
    await state.close();
    const expected = await undisturbed();
    // The copies name this very process as their owner, which has closed only the original.
    for (const rounds of kept) {
      const copy = join(copies, String(rounds));
      await cp(join(folder, 'lock'), join(copy, 'lock'), { recursive: true, force: true });
      expect(await finished(copy)).toEqual(expected);
    }
  });

  it('gives each revision to one of three processes that commit as fast as they can', async () => {
    const folder = await tempFolder();
    const ended = await Promise.all([1, 2, 3].map(() => runChild(['commit', folder, '40'])));
    expect(ended.map(({ lines }) => lines)).toEqual([1, 2, 3].map(() => ['ready', 'done']));
    const ledger = await createFileHeads(folder).ledger(MODEL);
    expect(ledger.map(({ revision }) => revision)).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
    const commits = new Map<string, number>();
    for (const { by } of ledger) commits.set(by, (commits.get(by) ?? 0) + 1);
    expect([...commits.values()]).toEqual([40, 40, 40]);
  });
});
