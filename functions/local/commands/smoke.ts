/** Does a deployed loop turn? A few events of our own through all of it, and what arrived. See smoke/smoke.ts. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { neededStack } from '../home';
import { type SmokeStep, smoke } from '../smoke/smoke';
import type { Shown } from './shown';

export interface SmokeOptions {
  readonly stack: string;
  readonly model?: string;
  /** Prediction-outcome pairs. */
  readonly pairs: number;
  /** Seconds to wait for each step. */
  readonly timeout: number;
  readonly seed: number;
}

export async function smokeStack(
  { stack: named, model, pairs, timeout, seed }: SmokeOptions,
  say: (line: string) => void,
): Promise<Shown> {
  const stack = neededStack({ stack: named });
  const { openStackLoop } = await import('../aws/stack-loop');
  const loop = await openStackLoop(stack, model);
  const run = randomUUID().slice(0, 8);
  const steps = await smoke(loop, {
    pairs,
    seed,
    run,
    timeoutMs: timeout * 1000,
    nowMs: Date.now,
    wait: (ms) => sleep(ms),
    onStep: (step) => say(lineOf(step)),
  });
  const { name } = loop.declaration;
  const missing = steps.find(({ state }) => state === 'missing');
  const document = { stack, model: name, run, events: 2 * pairs, steps };
  if (missing === undefined)
    return {
      document,
      lines: [`the loop of model ${name} turns; these ${pairs} examples weigh a millionth of others`],
    };
  const message = `${missing.step} did not arrive: ${missing.detail}`;
  return { document: { ...document, error: { name: 'NotArrived', message } }, lines: [message], failed: true };
}

const SIGNS = { arrived: 'ok', waits: 'waits', missing: 'MISSING' } as const;

const lineOf = ({ step, state, seconds, detail }: SmokeStep): string =>
  `  ${SIGNS[state].padEnd(7)}  ${step.padEnd(8)}  ${seconds.toFixed(1).padStart(6)} s  ${detail}`;
