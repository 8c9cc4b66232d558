/** The tasks of the state machine: each event names a step, and brings what the step before it has left. */
import * as z from 'zod';
import { dynamo } from '../adapters/aws/clients/dynamo';
import { deployedCode, deployedModel, setting } from '../adapters/aws/deployed';
import { createDynamoDriftWindows } from '../adapters/aws/dynamodb/drift-windows';
import { createEmfMetrics, measured } from '../adapters/aws/emf-metrics';
import { modelStores } from '../adapters/aws/model-stores';
import { openedOnce } from '../adapters/aws/opened-once';
import { retrainRequestSchema, retrainStateSchema } from '../contracts/retrain-state';
import type { StepAnswer, StepRequest } from '../contracts/state-machine';
import type { NeuralFactory } from '../domain/learners/create';
import { noMetrics } from '../ports/metrics';
import { evaluate } from '../watch-drift/evaluate';
import type { RetrainDeps } from './deps';
import { driftIn } from './drift-now';
import { nextOf, requested } from './going-on';
import { runStep } from './retrain';

export type RetrainHandler = (request: StepRequest) => Promise<StepAnswer>;

/** @param openNeural for a model that declares `neural` */
export function createHandler(openNeural?: () => Promise<NeuralFactory>): RetrainHandler {
  const declaration = deployedModel();
  const metrics = createEmfMetrics(setting('metricsNamespace'));

  async function open(): Promise<RetrainDeps> {
    const neural = await openNeural?.();
    const stores = modelStores(declaration.name);
    const windows = createDynamoDriftWindows({ client: dynamo(), table: setting('recordsTable') });
    // The metrics of drift are watch-drift's to tell.
    const watched = { ...stores, windows, metrics: noMetrics };
    return {
      ...stores,
      ...deployedCode(),
      driftNow: async () => driftIn(await evaluate(watched, declaration, Date.now())),
      clock: { effectiveMs: () => Date.now() },
      monotonicMs: () => performance.now(),
      metrics,
      ...(neural === undefined ? {} : { neural }),
    };
  }

  const deps = openedOnce(open);

  return ({ step, run, state: given, error }) =>
    measured(metrics, async () => {
      // A run that fails before its first step is over has left nothing but what it was asked.
      const before = retrainStateSchema.safeParse(given);
      const state = before.success ? before.data : requested(retrainRequestSchema.parse(given), run);
      const why = error === undefined ? undefined : wordsOf(error);
      const after = await runStep(await deps(), declaration, step, state, why);
      return { next: nextOf(after), state: after };
    });
}

/** What Lambda makes of a thrown error, as the cause that Step Functions tells. */
const thrown = z.object({ errorMessage: z.string() });

function wordsOf({ Error: name, Cause: cause }: NonNullable<StepRequest['error']>): string {
  try {
    return `${name}: ${thrown.parse(JSON.parse(cause)).errorMessage}`;
  } catch {
    // A timeout, for instance, is told in plain words.
    return `${name}: ${cause}`;
  }
}
