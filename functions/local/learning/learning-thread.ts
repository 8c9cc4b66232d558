/** The learning half in a thread of its own: answers the requests of learn-in-thread.ts, in order. */
import { parentPort, workerData } from 'node:worker_threads';
import { learnHere } from './learn-here';
import type { LearningSetup, LearningSide } from './learning-side';

export type Method = Exclude<keyof LearningSide, 'close'>;

export interface Request {
  readonly id: number;
  readonly method: Method;
  readonly argument: unknown;
}

export type Reply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } };

async function serve(port: NonNullable<typeof parentPort>, setup: LearningSetup): Promise<void> {
  const side = learnHere(setup);
  const answer = async ({ id, method, argument }: Request): Promise<Reply> => {
    try {
      // The one who asks is learn-in-thread.ts, which pairs each method with its argument.
      const call = (await side)[method] as (argument: unknown) => Promise<unknown>;
      return { id, result: await call(argument) };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { id, error: { name, message } };
    }
  };
  port.on('message', (request: Request) => {
    void answer(request).then((reply) => port.postMessage(reply));
  });
}

if (parentPort === null) throw new Error('learning-thread.js is started by `perennial replay`, not by hand');
const setup: LearningSetup = workerData;
void serve(parentPort, setup);
