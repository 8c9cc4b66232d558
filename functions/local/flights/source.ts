/**
 * The flights as a source of events. Built, they are played by `worker.js` beside the bundle, so that reading the file and
 * writing JSON cost the replay nothing but the decoding; from sources there is no worker to start, and the same playback runs
 * in this thread. Both give the same records.
 */
import { on } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type EventSource,
  EventsUnreadable,
  type ReadOptions,
  type RecordBatch,
  type SourceRecord,
} from '../event-source';
import { FLIGHTS, flightsFile, readFlights } from './flight-table';
import { chunkBytes, type EventChunk, playFlights } from './playback';
import type { PlaybackMessage, PlaybackRequest } from './worker';

export const FLIGHTS_SHARD = 'flights-3m';

const EVENTS_PER_FLIGHT = 2;

export interface FlightsOptions {
  /** @default the file in npm's vega-datasets */
  readonly path?: string;
  /** @default `worker.js` beside the running bundle; when there is none, the playback runs in this thread */
  readonly workerFile?: string;
}

export function flightsSource(options: FlightsOptions = {}): EventSource {
  const path = options.path ?? flightsFile();
  const workerFile = options.workerFile ?? join(__dirname, 'worker.js');
  const running = new Set<AsyncGenerator<EventChunk>>();
  const total = FLIGHTS * EVENTS_PER_FLIGHT;

  async function* batches({ after, size, limit }: ReadOptions): AsyncGenerator<RecordBatch> {
    const request = { path, after: Number(after ?? 0), limit: limit ?? Number.POSITIVE_INFINITY, size };
    const chunks = existsSync(workerFile) ? playedByWorker(workerFile, request) : playedHere(request);
    running.add(chunks);
    const last = Math.min(total, request.limit);
    try {
      for await (const chunk of chunks) yield toBatch(chunk, last);
    } finally {
      running.delete(chunks);
    }
  }

  return {
    shard: FLIGHTS_SHARD,
    total,
    batches,
    async close() {
      await Promise.all([...running].map((chunks) => chunks.return(undefined)));
    },
  };
}

function toBatch({ bytes, length, count, firstSequence }: EventChunk, last: number): RecordBatch {
  const lines = Buffer.from(bytes.buffer, 0, length - 1)
    .toString('latin1')
    .split('\n');
  const records: SourceRecord[] = new Array(count);
  for (let i = 0; i < count; i++) {
    records[i] = { sequence: String(firstSequence + i), data: lines[i]!, arrivedAtMs: null };
  }
  return { records, progress: Math.min(1, (firstSequence + count - 1) / last) };
}

function playedHere({ path, after, limit, size }: PlaybackRequest): AsyncGenerator<EventChunk> {
  const buffer = new Uint8Array(chunkBytes(size));
  return playFlights(readFlights(path), { after, limit, size, nextBuffer: () => buffer });
}

/** A chunk's buffer goes back for reuse when the next chunk is asked for. */
async function* playedByWorker(workerFile: string, request: PlaybackRequest): AsyncGenerator<EventChunk> {
  const worker = new Worker(workerFile, { workerData: request });
  try {
    for await (const messages of on(worker, 'message', { close: ['exit'] })) {
      const message: PlaybackMessage = messages[0];
      if (message.kind === 'end') return;
      if (message.kind === 'unreadable') throw new EventsUnreadable(request.path, message.reason);
      yield message.chunk;
      const { bytes } = message.chunk;
      worker.postMessage(bytes, [bytes.buffer]);
    }
    throw new EventsUnreadable(request.path, 'the thread that plays the flights stopped before their end');
  } finally {
    await worker.terminate();
  }
}
