/**
 * A part of the schedules in a thread of its own. In jest's sandbox every look-up of a global takes longer than what is looked up
 * does, and ten thousand schedules twice as long; the same code, bundled, runs outside it. A failure is replayed inside.
 */
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import type { Part, PartResult } from './part';

export function runOutside(part: Part): Promise<PartResult> {
  const { outputFiles } = buildSync({
    entryPoints: [resolve(__dirname, 'part.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
  });
  const thread = new Worker(outputFiles[0]!.text, { eval: true, workerData: part });
  return new Promise((done, failed) => {
    thread.once('message', done);
    thread.once('error', failed);
    thread.once('exit', (code) =>
      failed(new Error(`the thread ended with code ${code} before it had told its result`)),
    );
  });
}
