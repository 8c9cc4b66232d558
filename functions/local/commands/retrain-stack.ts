/** A person has a deployed model trained from scratch, out of its archive. The state machine that a drift alarm starts does it. */
import { randomUUID } from 'node:crypto';
import { neededStack, noModelFile } from '../home';
import { type MoveOptions, orderOf } from './move';
import type { Shown } from './shown';

export interface RetrainStackOptions extends MoveOptions {
  /** Only this one. @default every learner that learns */
  readonly learner?: string;
  /** Until it has ended, telling each step. */
  readonly wait: boolean;
}

export async function retrainDeployed(options: RetrainStackOptions, say: (line: string) => void): Promise<Shown> {
  const stack = neededStack(options);
  noModelFile(options);
  const { model, learner, wait } = options;
  const { retrainStack } = await import('../aws/retrain-stack');
  return retrainStack(stack, {
    ...orderOf(options),
    ...(model === undefined ? {} : { model }),
    ...(learner === undefined ? {} : { learner }),
    id: `person-${randomUUID()}`,
    wait,
    say,
  });
}
