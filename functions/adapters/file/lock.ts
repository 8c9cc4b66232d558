/**
 * One process at a time: who holds the state folder? A holder that was killed cannot give back what it holds, so whoever comes
 * next takes over from an owner that is gone (see process-identity.ts).
 *
 * The lock is the newest of numbered files, and its number only ever grows. Taking it means creating the next number, which
 * exactly one process can do, then looking whether it is still the newest: a process that decided long ago, on an owner since
 * replaced, finds a higher number and backs off. Had takers removed a stale file instead, the slower of two would remove the
 * faster one's fresh lock. Giving it back marks the file as released; it goes when the next number is taken.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { unlessAbsent } from './absent';
import { createDurably, writeDurably } from './durable-file';
import { thisProcess, whereabouts } from './process-identity';
import { StateDamaged } from './state-damaged';
import { writing } from './state-unwritable';
import { makeDirectory } from './sync-directory';

const lockSchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  boot: z.string().nullable(),
  startTicks: z.string().nullable(),
  startedAt: z.string(),
  command: z.string(),
  released: z.boolean(),
});

export type LockOwner = Readonly<z.infer<typeof lockSchema>>;

export class StateLocked extends Error {
  override readonly name = 'StateLocked';

  constructor(
    readonly folder: string,
    readonly owner: LockOwner,
    /** The file to delete where nobody can tell from here whether the owner still runs; null where the owner runs. */
    readonly deletable: string | null,
  ) {
    const { pid, host, startedAt, command } = owner;
    const advice =
      deletable === null ? 'wait until it ends, or stop it' : `if it does not run there any more, delete ${deletable}`;
    super(`${folder} is in use by process ${pid} on ${host} ("${command}", started ${startedAt}): ${advice}`);
  }
}

export interface Lock {
  release(): Promise<void>;
}

/** @param command how the owner is named to others, for instance 'perennial replay flights' */
export async function acquireLock(stateFolder: string, command: string): Promise<Lock> {
  const folder = join(stateFolder, 'lock');
  const pathOf = (number: number): string => join(folder, `${number}.json`);
  const startedAt = new Date(performance.timeOrigin).toISOString();
  const owner: LockOwner = { ...thisProcess(), startedAt, command, released: false };
  await writing(folder, 'the lock', () => makeDirectory(folder));
  for (;;) {
    const newest = Math.max(0, ...(await numbersIn(folder)));
    const holder = newest === 0 ? null : await readOwner(pathOf(newest));
    if (holder === undefined) continue;
    if (holder !== null && !holder.released) refuseUnlessGone(stateFolder, holder, pathOf(newest));
    const mine = newest + 1;
    if ((await createDurably(stateFolder, pathOf(mine), [encode(owner)], 'the lock')) === 'exists') continue;
    const others = (await numbersIn(folder)).filter((number) => number !== mine);
    const overtaken = others.some((number) => number > mine);
    for (const number of overtaken ? [mine] : others) await rm(pathOf(number), { force: true });
    if (overtaken) continue;
    return {
      release: () => writeDurably(stateFolder, pathOf(mine), [encode({ ...owner, released: true })], 'the lock'),
    };
  }
}

function refuseUnlessGone(stateFolder: string, holder: LockOwner, path: string): void {
  const where = whereabouts(holder);
  if (where !== 'gone') throw new StateLocked(stateFolder, holder, where === 'elsewhere' ? path : null);
}

async function numbersIn(folder: string): Promise<number[]> {
  const numbers = (await readdir(folder)).map((name) => /^(\d{1,15})\.json$/.exec(name)?.[1]);
  return numbers.filter((digits) => digits !== undefined).map(Number);
}

/** undefined: it went while we looked, because somebody took the next number. */
async function readOwner(path: string): Promise<LockOwner | undefined> {
  const text = await unlessAbsent(readFile(path, 'utf8'));
  if (text === undefined) return undefined;
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StateDamaged(
      path,
      `does not say who holds the folder (${String(cause)}); delete it if nothing runs here`,
    );
  }
}

const encode = (owner: LockOwner): Buffer => Buffer.from(`${JSON.stringify(owner)}\n`);
