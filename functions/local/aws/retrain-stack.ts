/**
 * Starts a model's state machine for a person, and follows it if asked to. What it decided on which numbers is in its output, and in
 * the ledger.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { stepFunctions } from '../../adapters/aws/clients/step-functions';
import { createExecutions, type Executions, type ExecutionView } from '../../adapters/aws/stack/executions';
import { type RetrainRequest, retrainStateSchema } from '../../contracts/retrain-state';
import type { Order } from '../../promote/promote';
import type { Shown } from '../commands/shown';
import { shownRetrain } from '../retrained';
import { UsageError } from '../usage-error';
import { AnswerNotUnderstood } from './answers';
import { chosenModel, openDeployment } from './deployment';

export interface RetrainStackOptions extends Order {
  readonly model?: string;
  /** Only this learner. */
  readonly learner?: string;
  /** Until it has ended. */
  readonly wait: boolean;
  /** Names the execution: the same again starts nothing. */
  readonly id: string;
  readonly say: (line: string) => void;
}

const LOOK_EVERY_MS = 2_000;
const RUNNING = 'RUNNING';
const SUCCEEDED = 'SUCCEEDED';

/** See StepAnswer in contracts/state-machine.ts. */
const outputSchema = z.object({ state: retrainStateSchema });

/** @throws UsageError */
export async function retrainStack(stack: string, options: RetrainStackOptions): Promise<Shown> {
  const { name: model, retrainStateMachine } = chosenModel(await openDeployment(stack), options.model);
  if (retrainStateMachine === null)
    throw new UsageError(
      `--stack: ${stack} has no state machine to retrain model ${model}: declare archive: { days } for it, so that there is something to train from, and deploy again`,
    );
  return followed(createExecutions(stepFunctions()), model, retrainStateMachine, options);
}

/** @param lookEveryMs between two looks at what runs */
export async function followed(
  executions: Executions,
  model: string,
  stateMachine: string,
  { id, by, reason, learner, wait, say }: RetrainStackOptions,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<Shown> {
  const cause = { kind: 'person' as const, by, reason };
  const request: RetrainRequest = { id, cause, ...(learner === undefined ? {} : { learner }) };
  const execution = await executions.start(stateMachine, id, request);
  if (!wait)
    return {
      document: { model, id, execution, status: RUNNING },
      lines: [`${execution} runs; --wait follows it, and the ledger says what it decides`],
    };
  return shown(model, id, execution, await ended(executions, execution, say, lookEveryMs));
}

async function ended(
  executions: Executions,
  execution: string,
  say: (line: string) => void,
  lookEveryMs: number,
): Promise<ExecutionView> {
  let told = 0;
  for (;;) {
    const view = await executions.view(execution);
    for (const { state, enteredMs } of view.entered.slice(told)) say(`${new Date(enteredMs).toISOString()} ${state}`);
    told = view.entered.length;
    if (view.status !== RUNNING) return view;
    await sleep(lookEveryMs);
  }
}

function shown(
  model: string,
  id: string,
  execution: string,
  { status, entered, output, failure }: ExecutionView,
): Shown {
  const steps = entered.map(({ state, enteredMs }) => ({ step: state, entered: new Date(enteredMs).toISOString() }));
  const run = { execution, status, steps };
  if (status === SUCCEEDED) {
    const answer: unknown = JSON.parse(output ?? 'null');
    const parsed = outputSchema.safeParse(answer);
    if (!parsed.success) throw new AnswerNotUnderstood(execution, answer, parsed.error);
    const outcome = shownRetrain(model, parsed.data.state);
    return { ...outcome, document: { ...outcome.document, ...run } };
  }
  const message = `${execution} ended as ${status}${failure === null ? '' : `: ${failure}`}`;
  return { document: { model, id, ...run, error: { name: 'RetrainFailed', message } }, lines: [message], failed: true };
}
