/**
 * The learning half in a thread of its own, so that joining and learning use a core each. Only the bundle has the thread's file; from
 * sources, and for networks, whose native library may not be loaded twice, it learns in this thread. Both give the same bytes.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { withinLearner } from '../../contracts/learners/nested';
import { learnHere } from './learn-here';
import type { LearningSetup, LearningSide } from './learning-side';
import type { Method, Reply, Request } from './learning-thread';

export function openLearning(
  setup: LearningSetup,
  threadFile = join(__dirname, 'learning-thread.js'),
): Promise<LearningSide> {
  const hasNetwork = setup.declaration.learners.flatMap(withinLearner).some(({ kind }) => kind === 'neural');
  return hasNetwork || !existsSync(threadFile) ? learnHere(setup) : learnInThread(setup, threadFile);
}

/** What went wrong in the thread, under its own name. */
class LearningFailed extends Error {
  constructor({ name, message }: { readonly name: string; readonly message: string }) {
    super(message);
    this.name = name;
  }
}

interface Asked {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

async function learnInThread(setup: LearningSetup, threadFile: string): Promise<LearningSide> {
  const thread = new Worker(threadFile, { workerData: setup });
  const asked = new Map<number, Asked>();
  let requests = 0;
  let gone: Error | undefined;
  thread.on('message', (reply: Reply) => {
    const { resolve, reject } = asked.get(reply.id)!;
    asked.delete(reply.id);
    if ('error' in reply) reject(new LearningFailed(reply.error));
    else resolve(reply.result);
  });
  const end = (error: Error): void => {
    gone ??= error;
    for (const { reject } of asked.values()) reject(gone);
    asked.clear();
  };
  thread.on('error', end);
  thread.on('exit', (code) => end(new Error(`the thread that learns stopped (exit ${code})`)));
  const ask = <M extends Method>(
    method: M,
    ...[argument]: Parameters<LearningSide[M]>
  ): ReturnType<LearningSide[M]> => {
    const answered = new Promise<unknown>((resolve, reject) => {
      if (gone !== undefined) {
        reject(gone);
        return;
      }
      const request: Request = { id: requests++, method, argument };
      asked.set(request.id, { resolve, reject });
      thread.postMessage(request);
    });
    return answered as ReturnType<LearningSide[M]>;
  };
  return {
    learn: (blocks) => ask('learn', blocks),
    view: (shown) => ask('view', shown),
    report: (received) => ask('report', received),
    stages: () => ask('stages'),
    close: async () => {
      await thread.terminate();
    },
  };
}
