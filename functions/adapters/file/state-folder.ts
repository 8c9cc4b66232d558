/**
 * All that perennial knows, in one folder:
 *
 *   perennial.json   {"format":1}: this is a state folder, and how to read it
 *   lock/            who writes here                     heads/      one file per commit
 *   objects/         checkpoints and the like, by hash   waiting/    events that wait for their other half
 *   examples/        blocks on their way to `learn`      dead-letters/
 *   tmp/             files on their way to a name
 *
 * One process opens it and owns it until it ends. Others may read it at the same time, and commit heads (a rollback, a
 * promotion): heads and objects need no lock.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { WindowRule } from '../../domain/labels/waiting';
import type { DeadLetters } from '../../ports/dead-letters';
import type { ExamplesIn, ExamplesOut } from '../../ports/examples';
import type { Heads } from '../../ports/heads';
import type { Objects } from '../../ports/objects';
import type { WaitingEvents } from '../../ports/waiting-events';
import { unlessAbsent } from './absent';
import { openFileDeadLetters } from './dead-letters';
import { createDurably } from './durable-file';
import { type BlockCodec, openFileExamples } from './examples';
import { createFileHeads } from './heads';
import { readLetters } from './letter-segments';
import { acquireLock } from './lock';
import { createFileObjects } from './objects';
import { StateDamaged } from './state-damaged';
import { StateTooNew } from './state-too-new';
import { writing } from './state-unwritable';
import { makeDirectory } from './sync-directory';
import { sweepTempFiles } from './temp-files';
import { openFileWaitingEvents, readWaitingEvents } from './waiting-events';

const FORMAT = 1;
const MARKER = 'perennial.json';
const markerSchema = z.object({ format: z.number().int().positive() });

export class NotAStateFolder extends Error {
  override readonly name = 'NotAStateFolder';
}

export interface StateFolderOptions {
  readonly rules: Readonly<Record<string, WindowRule>>;
  readonly codec: BlockCodec;
  /** Named to whoever finds the folder in use. */
  readonly command: string;
}

export interface StateFolder {
  readonly objects: Objects;
  readonly heads: Heads;
  readonly deadLetters: DeadLetters;
  readonly examples: ExamplesOut & ExamplesIn;
  readonly waiting: WaitingEvents;
  /** Gives the folder back. */
  close(): Promise<void>;
}

/** What can be seen and done without the lock. */
export interface SharedState {
  readonly objects: Objects;
  readonly heads: Heads;
  readonly deadLetters: Pick<DeadLetters, 'list' | 'count'>;
  /** Reads what is settled by now. */
  readWaiting(): Promise<Pick<WaitingEvents, 'origin' | 'origins' | 'count'>>;
}

/**
 * Opens the folder, or makes it where there is nothing.
 * @throws StateLocked, NotAStateFolder, StateTooNew, StateDamaged, StateUnwritable
 */
export async function openStateFolder(path: string, options: StateFolderOptions): Promise<StateFolder> {
  await writing(path, 'a state folder', () => makeDirectory(path));
  if (!(await isMarked(path))) await mark(path);
  const lock = await acquireLock(path, options.command);
  const opened: { dispose(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const port of opened) await port.dispose();
    await lock.release();
  };
  try {
    await sweepTempFiles(path);
    const waiting = await openFileWaitingEvents(path, { rules: options.rules });
    opened.push(waiting);
    const deadLetters = await openFileDeadLetters(path);
    opened.push(deadLetters);
    const examples = await openFileExamples(path, options.codec);
    return { objects: createFileObjects(path), heads: createFileHeads(path), deadLetters, examples, waiting, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Looks into a folder that another process may own. @throws NotAStateFolder, StateTooNew, StateDamaged */
export async function readStateFolder(path: string): Promise<SharedState> {
  if (!(await isMarked(path))) {
    throw new NotAStateFolder(
      `there is no state of perennial in ${path}; run \`perennial replay\` first, or name another folder`,
    );
  }
  return {
    objects: createFileObjects(path),
    heads: createFileHeads(path),
    deadLetters: readLetters(path),
    readWaiting: () => readWaitingEvents(path),
  };
}

async function isMarked(path: string): Promise<boolean> {
  const marker = join(path, MARKER);
  const text = await unlessAbsent(readFile(marker, 'utf8'));
  if (text === undefined) return false;
  const format = formatIn(text);
  if (format === undefined)
    throw new StateDamaged(marker, `should be {"format":${FORMAT}} and is ${JSON.stringify(text)}`);
  if (format > FORMAT) throw new StateTooNew(path, format, FORMAT);
  return true;
}

function formatIn(text: string): number | undefined {
  try {
    return markerSchema.parse(JSON.parse(text)).format;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/** Other people's files are not mixed with ours. `tmp` may be there: the first start was killed before it wrote the marker. */
async function mark(path: string): Promise<void> {
  const found = (await readdir(path)).filter((name) => name !== 'tmp' && name !== MARKER);
  if (found.length > 0) {
    throw new NotAStateFolder(`${path} holds files that are not perennial's (${found[0]}); name a new or empty folder`);
  }
  await createDurably(path, join(path, MARKER), [Buffer.from(`{"format":${FORMAT}}\n`)], 'a state folder');
}
