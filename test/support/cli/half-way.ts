/**
 * A replay that has come half the way, over and over: whatever is done to a copy of its state folder, it must stop with a clear
 * message, and, once that is mended, end as the undisturbed run did.
 */
import { chmodSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { driftingOnDisk, type ModelOnDisk } from './models';
import { leftBehind, outcomeIn } from './outcome';
import { documentOf, type Ended, perennial, type StartOptions } from './perennial';
import { tempFolder } from './temp-folder';

const EXAMPLES = 10_000;
const HALF = 11_000;

export interface HalfWay {
  /** Where the copies are; another user can look into it. */
  readonly folder: string;
  readonly model: ModelOnDisk;
  readonly undisturbed: ReturnType<typeof outcomeIn>;
  readonly command: (stateDir: string) => string[];
  /** A new copy of the state. */
  readonly copy: (name: string) => string;
  /**
   * Runs the same command again: it must end as the undisturbed run did, and leave nothing over. It reads at most what was not
   * read before; the run that stopped may have joined some of that already.
   */
  readonly expectToGoOn: (stateDir: string, from?: number) => Promise<void>;
  /** @returns what it said */
  readonly expectToStop: (stateDir: string, name: string, says: RegExp, options?: StartOptions) => Promise<string>;
}

export async function comeHalfWay(): Promise<HalfWay> {
  const folder = tempFolder();
  chmodSync(folder, 0o755);
  const model = driftingOnDisk(folder, EXAMPLES);
  const command = (stateDir: string): string[] => [
    ...['replay', '--model-file', model.modelFile, '--events', model.events, '--state', stateDir],
  ];
  const undisturbed = outcomeIn(await documentOf(command(join(folder, 'undisturbed'))));
  const half = join(folder, 'half');
  await documentOf([...command(half), '--limit', String(HALF)]);
  return {
    folder,
    model,
    undisturbed,
    command,
    copy(name) {
      const stateDir = join(folder, name);
      cpSync(half, stateDir, { recursive: true });
      return stateDir;
    },
    async expectToGoOn(stateDir, from = HALF) {
      const document = await documentOf(command(stateDir));
      expect(document.events).toBeLessThanOrEqual(model.lines.length - from);
      expect(outcomeIn(document)).toEqual(undisturbed);
      expect(await leftBehind(stateDir, model.name)).toEqual([]);
    },
    async expectToStop(stateDir, name, says, options) {
      const ended = await perennial([...command(stateDir), '--json'], options);
      expectStopped(ended, name, says);
      return ended.stderr;
    },
  };
}

/** Exit 1, and the same message for people and programs. */
export function expectStopped(
  { code, stdout, stderr }: Pick<Ended, 'code' | 'stdout' | 'stderr'>,
  name: string,
  says: RegExp,
): void {
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(says) });
  const message = stderr.replace(/^perennial: /, '').trimEnd();
  expect(JSON.parse(stdout)).toEqual({ error: { name, message } });
}
