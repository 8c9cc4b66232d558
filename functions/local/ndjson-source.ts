/**
 * Events from a file of NDJSON, or from standard input (`-`), in the order of their lines. Reading goes on from a position by
 * seeking where the input allows it, and by reading past what was taken where it does not (a pipe), or where a limit counts
 * from the beginning. O(bytes) time; memory holds one chunk and one batch, about 20 MiB at the longest lines.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { type EventSource, type ReadOptions, type RecordBatch, unreadable } from './event-source';
import { LineCutter } from './line-cutter';

const CHUNK_BYTES = 1024 * 1024;
/** A batch of long lines is given before it has `size` of them. */
const BATCH_BYTES = 4 * 1024 * 1024;

export interface NdjsonOptions {
  /** A file, or '-' for standard input. */
  readonly path: string;
  /**
   * The origin of the records. The same name means the same input, now perhaps longer.
   * @default the absolute path, or `stdin`
   */
  readonly shard?: string;
  /** @default process.stdin */
  readonly stdin?: Readable;
}

export function ndjsonSource({ path, shard, stdin = process.stdin }: NdjsonOptions): EventSource {
  const isPipe = path === '-';
  const place = isPipe ? 'standard input' : resolve(path);
  const open = new Set<Readable>();
  let isClosed = false;

  async function* batches({ after, size, limit }: ReadOptions): AsyncGenerator<RecordBatch> {
    const afterByte = Number(after ?? 0);
    const fileBytes = isPipe ? null : await bytesOfFile(place);
    // From the byte before the position: where a line ends there, that is its newline.
    const start = fileBytes === null || limit !== undefined ? 0 : Math.min(Math.max(0, afterByte - 1), fileBytes);
    const input = isPipe ? stdin : createReadStream(place, { start, highWaterMark: CHUNK_BYTES });
    const lines = new LineCutter(place, start, afterByte, limit ?? Number.POSITIVE_INFINITY);
    const batch = (least: number): RecordBatch | null => {
      const records = lines.take(size, least);
      if (records.length === 0) return null;
      return { records, progress: fileBytes === null ? Number.NaN : Math.min(1, lines.offset / fileBytes) };
    };
    open.add(input);
    try {
      for await (const chunk of chunksOf(input, place, () => isClosed)) {
        lines.push(chunk);
        // On a pipe that pauses, what has come is given at once.
        const least = isPipe && input.readableLength === 0 ? 1 : BATCH_BYTES;
        for (let next = batch(least); next !== null; next = batch(least)) yield next;
        if (lines.isOver) break;
      }
      if (isClosed) return;
      lines.end();
      for (let next = batch(1); next !== null; next = batch(1)) yield next;
    } finally {
      open.delete(input);
      input.destroy();
    }
  }

  return {
    shard: shard ?? (isPipe ? 'stdin' : place),
    total: null,
    batches,
    async close() {
      isClosed = true;
      for (const input of open) input.destroy();
    },
  };
}

/** null for what cannot be sought in, such as a named pipe. */
async function bytesOfFile(path: string): Promise<number | null> {
  try {
    const stats = await stat(path);
    return stats.isFile() ? stats.size : null;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** Ends early, without an error, when the source is closed. */
async function* chunksOf(input: Readable, place: string, isClosed: () => boolean): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of input) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
  } catch (cause) {
    // Closing destroys the input under the read, which then fails.
    if (!isClosed()) throw unreadable(place, cause);
  }
}
