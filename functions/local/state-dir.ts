/**
 * Which state folder? The one named; else `.perennial/<model>` here. A replay without `--state` begins anew each time, commands that
 * only look find the one that is there.
 */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { unlessAbsent } from '../adapters/file/absent';
import { acquireLock } from '../adapters/file/lock';
import { NotAStateFolder, readStateFolder } from '../adapters/file/state-folder';
import type { Heads } from '../ports/heads';
import { UsageError } from './usage-error';

const HOME = '.perennial';

export const defaultStateDir = (model: string): string => resolve(HOME, model);

/** Hidden from those who look for a state, and swept up by the next one who begins anew. */
const GONE = '.gone-';

/**
 * What is there goes in one step, so that a kill leaves it whole or not at all.
 * @param command who asks, for others who find the folder in use
 * @throws NotAStateFolder rather than delete anything that is not ours, StateLocked rather than what somebody works on
 */
export async function startAnew(stateDir: string, command: string): Promise<void> {
  const home = dirname(stateDir);
  const prefix = `${GONE}${basename(stateDir)}-`;
  for (const name of (await unlessAbsent(readdir(home))) ?? []) {
    if (name.startsWith(prefix)) await rm(join(home, name), { recursive: true, force: true });
  }
  const found = await unlessAbsent(readdir(stateDir));
  if (found === undefined || found.length === 0) return;
  if (!found.every((name) => name === 'tmp')) await readStateFolder(stateDir);
  await acquireLock(stateDir, command);
  const gone = join(home, `${prefix}${process.pid}`);
  await rename(stateDir, gone);
  await rm(gone, { recursive: true });
}

/** The folder that a command looks into. @throws UsageError when there is none, or more than one to choose from */
export async function findStateDir(named: string | undefined): Promise<string> {
  if (named !== undefined) return resolve(named);
  const found: string[] = [];
  for (const name of (await unlessAbsent(readdir(HOME))) ?? []) {
    if (!name.startsWith(GONE) && (await isState(join(HOME, name)))) found.push(name);
  }
  if (found.length === 1) return resolve(HOME, found[0]!);
  if (found.length === 0) {
    throw new UsageError(
      `there is no state in ${resolve(HOME)}; run \`perennial replay\` first, or name a folder: --state DIR`,
    );
  }
  throw new UsageError(
    `which model's state? Give one of ${found.map((name) => `--state ${join(HOME, name)}`).join(', ')}`,
  );
}

/** A newer or a damaged one is a state too: whoever opens it says so. */
async function isState(path: string): Promise<boolean> {
  try {
    await readStateFolder(path);
    return true;
  } catch (error) {
    return !(error instanceof NotAStateFolder);
  }
}

/** The one model that a folder keeps; undefined while it has none. @throws UsageError for a folder of several */
export async function modelIn(heads: Heads, stateDir: string): Promise<string | undefined> {
  const models = await heads.models();
  if (models.length > 1)
    throw new UsageError(`${stateDir} keeps ${models.join(' and ')}: give each model a folder of its own`);
  return models[0];
}

/** All files below a folder. */
export async function folderBytes(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // A file that went meanwhile takes no room.
    bytes += (await unlessAbsent(stat(join(entry.parentPath, entry.name))))?.size ?? 0;
  }
  return bytes;
}
