/** The state of a retrain from its request on, and the ways in which a step can end one. */
import type { RetrainRequest, RetrainState } from '../contracts/retrain-state';
import { NEXT, type StepAnswer } from '../contracts/state-machine';

/** @param run the name of the execution, where the request has none of its own */
export const requested = ({ id, cause, learner }: RetrainRequest, run: string): RetrainState => ({
  id: id ?? run,
  cause,
  verdict: 'going-on',
  reason: '',
  learner: learner ?? null,
  configHash: null,
  startedAtMs: 0,
  plan: null,
  range: { from: 0, to: 0, next: 0 },
  batches: null,
  evaluatedFrom: null,
  progress: null,
  former: null,
  isTrained: false,
  evidence: {},
  version: null,
});

export const nextOf = ({ verdict, progress, isTrained }: RetrainState): StepAnswer['next'] => {
  if (verdict === 'refused') return NEXT.stop;
  return verdict === 'going-on' && progress !== null && !isTrained ? NEXT.again : NEXT.on;
};

/** Thrown by a step that finds that there is nothing to be trained, or nothing to be deployed: a decision, and no failure. */
export class NotTrainable extends Error {
  override readonly name = 'NotTrainable';
}

/** What an earlier step has left, which must be there by now. */
export function left<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`the state holds no ${what}; the steps were not run in their order`);
  return value;
}
