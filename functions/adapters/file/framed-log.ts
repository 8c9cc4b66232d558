/**
 * An append-only file of checksummed records (see frame.ts). An append is durable when it resolves, and costs one write and one
 * fdatasync. An append that fails leaves the log as it was, and may be tried again; where even that cannot be restored, or the
 * flush itself failed (the kernel may then have dropped the pages and call the next flush a success), the log takes nothing
 * more until it is opened anew.
 */
import { writeSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { encodeFrame, type Frames, readFrames } from './frame';
import { StateDamaged } from './state-damaged';
import { StateUnwritable, writing } from './state-unwritable';
import { syncDirectory } from './sync-directory';

/** The whole records of a log. A torn tail is left out; damage before the last record throws. */
export async function readFramedLog(path: string): Promise<Frames> {
  const frames = readFrames(basename(path), await readFile(path));
  if (frames.damagedAt === null) return frames;
  throw new StateDamaged(path, `is damaged at byte ${frames.damagedAt}: the record there does not match its checksum`);
}

export class FramedLog {
  private refusal: StateUnwritable | undefined;

  private constructor(
    readonly path: string,
    private readonly what: string,
    private readonly handle: FileHandle,
    private size: number,
  ) {}

  /** Opens the log for appending, creates it if it is not there, and cuts off a torn tail. One writer at a time. */
  static open(path: string, what: string): Promise<{ log: FramedLog; payloads: readonly Buffer[] }> {
    return writing(path, what, async () => {
      const handle = await open(path, 'a+');
      await handle.close();
      const { payloads, wholeBytes } = await readFramedLog(path);
      // Not in append mode: each record is written at its own offset, over whatever a failed attempt has left there.
      const writable = await open(path, 'r+');
      if ((await writable.stat()).size > wholeBytes) {
        await writable.truncate(wholeBytes);
        await writable.sync();
      }
      if (wholeBytes === 0) await syncDirectory(dirname(path));
      return { log: new FramedLog(path, what, writable, wholeBytes), payloads };
    });
  }

  get sizeBytes(): number {
    return this.size;
  }

  /** Appends one record. Calls must not overlap: of several unflushed records, a crash could tear any. */
  async append(payload: Uint8Array): Promise<void> {
    if (this.refusal !== undefined) throw this.refusal;
    const frame = encodeFrame(basename(this.path), this.size, payload);
    try {
      // Into the page cache: less work than the way to another thread and back.
      await writing(this.path, this.what, async () => writeFully(this.handle.fd, frame, this.size));
    } catch (error) {
      await this.restore();
      throw error;
    }
    try {
      await writing(this.path, this.what, () => this.handle.datasync());
    } catch (error) {
      await this.restore();
      if (error instanceof StateUnwritable) this.refusal = error;
      throw error;
    }
    this.size += frame.length;
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private async restore(): Promise<void> {
    try {
      await writing(this.path, this.what, () => this.handle.truncate(this.size));
    } catch (error) {
      if (!(error instanceof StateUnwritable)) throw error;
      this.refusal = error;
    }
  }
}

function writeFully(file: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
}
