/**
 * A new line, trained from scratch out of the archive: of a deployed model by its state machine, of a state folder here and now, under
 * its lock, so that nothing learns meanwhile.
 */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { acquireLock } from '../../adapters/file/lock';
import type { RetrainState } from '../../contracts/retrain-state';
import { noMetrics } from '../../ports/metrics';
import { runRetrain } from '../../retrain/retrain';
import { stackIn } from '../home';
import { type OpenedModel, openedModel } from '../opened-model';
import { shownRetrain } from '../retrained';
import { neuralFor, thisRuntime } from '../runtime';
import { findStateDir } from '../state-dir';
import { orderOf } from './move';
import { type RetrainStackOptions, retrainDeployed } from './retrain-stack';
import type { Shown } from './shown';

export async function retrain(options: RetrainStackOptions, say: (line: string) => void): Promise<Shown> {
  if (stackIn(options) !== undefined) return retrainDeployed(options, say);
  const state = await findStateDir(options.state);
  const opened = await openedModel({ ...options, state });
  const lock = await acquireLock(state, 'perennial retrain');
  try {
    return shownRetrain(opened.home.model, await retrained(opened, options, say));
  } finally {
    await lock.release();
  }
}

async function retrained(
  { home }: OpenedModel,
  options: RetrainStackOptions,
  say: (line: string) => void,
): Promise<RetrainState> {
  const { heads, objects, archive } = home;
  const declaration = await home.declaration();
  const neural = await neuralFor([declaration]);
  const { codeHash, runtime } = thisRuntime();
  const { by, reason } = orderOf(options);
  const request = {
    id: `person-${randomUUID()}`,
    cause: { kind: 'person' as const, by, reason },
    ...(options.learner === undefined ? {} : { learner: options.learner }),
  };
  const deps = {
    heads,
    objects,
    archive,
    codeHash,
    runtime,
    metrics: noMetrics,
    monotonicMs: () => performance.now(),
    // On one machine time is where the stream stands.
    clock: { effectiveMs: (streamMs: number) => streamMs },
    ...(neural === undefined ? {} : { neural }),
  };
  return runRetrain(deps, declaration, request, (step, { verdict }) =>
    say(verdict === 'refused' ? `${step}: refused` : `${step}: done`),
  );
}
