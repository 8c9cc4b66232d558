/**
 * The journal of waiting events: `waiting/<generation>.journal`, a log of records (see framed-log.ts) to which each settle
 * adds what changed. When it has grown too long, a new generation begins with records of everything that still counts; it
 * appears whole, and only then the old one goes.
 */
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unlessAbsent } from './absent';
import { writeDurably } from './durable-file';
import { encodeFrame } from './frame';
import { FramedLog, readFramedLog } from './framed-log';
import { writing } from './state-unwritable';
import { makeDirectory } from './sync-directory';

const NAME = /^(\d{12})\.journal$/;
const WHAT = 'the journal of waiting events';
const GROWTH = 4;

const folderOf = (stateFolder: string): string => join(stateFolder, 'waiting');

const pathOf = (folder: string, generation: number): string =>
  join(folder, `${String(generation).padStart(12, '0')}.journal`);

async function generationsIn(folder: string): Promise<number[]> {
  const digits = ((await unlessAbsent(readdir(folder))) ?? []).map((name) => NAME.exec(name)?.[1]);
  return digits
    .filter((generation) => generation !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

export type RecordReader = (path: string, record: Buffer) => void;

/** Reads the newest generation, also while another process writes. */
export async function readWaitingJournal(stateFolder: string, read: RecordReader): Promise<void> {
  const folder = folderOf(stateFolder);
  for (;;) {
    const newest = (await generationsIn(folder)).at(-1);
    if (newest === undefined) return;
    const path = pathOf(folder, newest);
    const frames = await unlessAbsent(readFramedLog(path));
    // Gone: a newer generation has begun while we looked.
    if (frames === undefined) continue;
    for (const payload of frames.payloads) read(path, payload);
    return;
  }
}

export class WaitingJournal {
  private refusal: unknown;
  /** Size of the records that this generation began with. */
  private beginningBytes = 0;

  private constructor(
    private readonly stateFolder: string,
    private log: FramedLog,
    private generation: number,
  ) {}

  static async open(stateFolder: string, read: RecordReader): Promise<WaitingJournal> {
    const folder = folderOf(stateFolder);
    await writing(folder, WHAT, () => makeDirectory(folder));
    const generations = await generationsIn(folder);
    const generation = generations.pop() ?? 1;
    const path = pathOf(folder, generation);
    const { log, payloads } = await FramedLog.open(path, WHAT);
    for (const payload of payloads) read(path, payload);
    for (const old of generations) await writing(folder, WHAT, () => rm(pathOf(folder, old), { force: true }));
    return new WaitingJournal(stateFolder, log, generation);
  }

  /** Whether it has grown by `growthBytes`, and by several times what it began with. */
  isLong(growthBytes: number): boolean {
    const grownBytes = this.log.sizeBytes - this.beginningBytes;
    return grownBytes > Math.max(growthBytes, GROWTH * this.beginningBytes);
  }

  async append(record: Uint8Array): Promise<void> {
    if (this.refusal !== undefined) throw this.refusal;
    await this.log.append(record);
  }

  /** Begins a new generation with these records. */
  async rotate(records: Iterable<Uint8Array>): Promise<void> {
    if (this.refusal !== undefined) throw this.refusal;
    const path = pathOf(folderOf(this.stateFolder), this.generation + 1);
    await writeDurably(this.stateFolder, path, framesOf(basename(path), records), WHAT);
    try {
      // Reads the new generation back before the old one goes.
      const { log } = await FramedLog.open(path, WHAT);
      await this.log.close();
      await writing(this.log.path, WHAT, () => rm(this.log.path));
      this.log = log;
    } catch (error) {
      // The next start begins with the new generation, so nothing may be added to the old one any more.
      this.refusal = error;
      throw error;
    }
    this.generation += 1;
    this.beginningBytes = this.log.sizeBytes;
  }

  close(): Promise<void> {
    return this.log.close();
  }
}

function* framesOf(name: string, records: Iterable<Uint8Array>): Generator<Uint8Array> {
  let offset = 0;
  for (const record of records) {
    const frame = encodeFrame(name, offset, record);
    offset += frame.length;
    yield frame;
  }
}
