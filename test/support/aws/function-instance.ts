/** Starts a function's bundle in a process of its own and asks it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ModelDeclaration } from '../../../functions/contracts/declaration';
import { MODELS_FILE } from '../../../functions/contracts/environment';

const tookSchema = z.object({
  wallMs: z.number(),
  /** While at least one call to AWS was under way. */
  awsMs: z.number(),
  calls: z.number(),
  cpuMs: z.number(),
  error: z.string().nullable(),
});

export type Took = z.infer<typeof tookSchema>;

export interface Instance {
  /** From the start of the process until the bundle was loaded. */
  readonly coldMs: number;
  /** Of it: the bundle's own top level. */
  readonly loadMs: number;
  invoke(event: unknown): Promise<Took>;
  stop(): void;
}

export async function startInstance(bundle: string, env: Readonly<Record<string, string>>): Promise<Instance> {
  const begunMs = performance.now();
  const child = fork(join(__dirname, 'function-process.cjs'), [bundle], {
    execArgv: [],
    // Metrics are lines of the log, which nobody reads here.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, ...env, NODE_NO_WARNINGS: '1' },
  });
  const [ready] = await once(child, 'message');
  const { loadMs } = z.object({ loadMs: z.number() }).parse(ready);
  const coldMs = performance.now() - begunMs;
  return {
    coldMs,
    loadMs,
    async invoke(event) {
      const answer = once(child, 'message');
      child.send(event as object);
      const [message] = await answer;
      const took = tookSchema.parse(message);
      if (took.error !== null) throw new Error(took.error);
      return took;
    },
    stop: () => {
      child.kill();
    },
  };
}

/** A function's folder as infra deploys it, the bundle with the declarations beside it; gives the bundle's path. */
export function placedFunction(built: string, folder: string, models: readonly ModelDeclaration[]): string {
  cpSync(built, folder, { recursive: true });
  writeFileSync(join(folder, MODELS_FILE), JSON.stringify(models));
  return join(folder, 'index.js');
}
