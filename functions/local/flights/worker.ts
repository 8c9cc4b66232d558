/**
 * Plays the flights in a thread of its own. Chunks go out by transfer, without a copy, and their buffers come back: there are
 * only so many, so the playback waits for a reader that is behind.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { EventsUnreadable } from '../event-source';
import { readFlights } from './flight-table';
import { chunkBytes, type EventChunk, playFlights } from './playback';

const BUFFERS = 4;

export interface PlaybackRequest {
  readonly path: string;
  readonly after: number;
  readonly limit: number;
  readonly size: number;
}

export type PlaybackMessage =
  | { readonly kind: 'chunk'; readonly chunk: EventChunk }
  | { readonly kind: 'end' }
  | { readonly kind: 'unreadable'; readonly reason: string };

async function play(port: NonNullable<typeof parentPort>, request: PlaybackRequest): Promise<void> {
  const free = Array.from({ length: BUFFERS }, () => new Uint8Array(chunkBytes(request.size)));
  let wake = (): void => {};
  port.on('message', (buffer: Uint8Array<ArrayBuffer>) => {
    free.push(buffer);
    wake();
  });
  const nextBuffer = async (): Promise<Uint8Array<ArrayBuffer>> => {
    for (;;) {
      const buffer = free.pop();
      if (buffer !== undefined) return buffer;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const send = (message: PlaybackMessage, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
  try {
    for await (const chunk of playFlights(readFlights(request.path), { ...request, nextBuffer })) {
      send({ kind: 'chunk', chunk }, [chunk.bytes.buffer]);
    }
    send({ kind: 'end' });
  } catch (error) {
    if (!(error instanceof EventsUnreadable)) throw error;
    send({ kind: 'unreadable', reason: error.reason });
  } finally {
    port.close();
  }
}

if (parentPort === null) throw new Error('worker.js is started by `perennial replay flights`, not by hand');
const request: PlaybackRequest = workerData;
void play(parentPort, request);
