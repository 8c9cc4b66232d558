/**
 * A new line from scratch out of the archive, in steps that a state machine can run one by one. Each step can be tried again: it comes
 * to the same, and nothing is started, trained or deployed twice.
 */
import type { ModelDeclaration } from '../contracts/declaration';
import type { RetrainRequest, RetrainState } from '../contracts/retrain-state';
import { FAILURE_STEP, NEXT, RETRAIN_STEPS, type RetrainStep } from '../contracts/state-machine';
import { configHashOf } from '../learn/checkpoints';
import { admitRequest } from './admit';
import { deploy } from './deploy';
import type { RetrainDeps } from './deps';
import { evaluate } from './evaluate';
import { extractFeatures } from './extract';
import { failRetrain } from './fail';
import { fetchArchive } from './fetch';
import { NotTrainable, nextOf, requested } from './going-on';
import { lookAtLabels } from './label';
import { resample } from './resample';
import { train } from './train';

type Step = (deps: RetrainDeps, declaration: ModelDeclaration, state: RetrainState) => Promise<RetrainState>;

const STEPS: Readonly<Record<(typeof RETRAIN_STEPS)[number], Step>> = {
  admit: admitRequest,
  fetch: fetchArchive,
  resample,
  extract: extractFeatures,
  label: lookAtLabels,
  train,
  evaluate,
  deploy,
};

/**
 * @param why for 'fail' alone: what the failed step threw
 * @returns the state for the next step; where that is, says `nextOf`
 * @throws whatever reading or writing throws; the step can be tried again
 */
export async function runStep(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  step: RetrainStep,
  state: RetrainState,
  why = 'a step failed',
): Promise<RetrainState> {
  if (step === FAILURE_STEP) return failRetrain(deps, declaration, state, why);
  if (state.verdict !== 'going-on') return state;
  const startedMs = deps.monotonicMs();
  try {
    if (step !== 'admit') mustBeDeclared(declaration, state);
    const after = await STEPS[step](deps, declaration, state);
    // The last commit was made: what it took itself is in no ledger.
    if (after.verdict !== 'going-on') return after;
    const seconds = Number(after.evidence.seconds ?? 0) + (deps.monotonicMs() - startedMs) / 1000;
    return { ...after, evidence: { ...after.evidence, seconds } };
  } catch (error) {
    if (error instanceof NotTrainable) return failRetrain(deps, declaration, state, error.message);
    throw error;
  }
}

function mustBeDeclared(declaration: ModelDeclaration, { learner, configHash }: RetrainState): void {
  const declared = declaration.learners.find(({ name }) => name === learner);
  if (declared === undefined || configHashOf(declaration, declared) !== configHash)
    throw new NotTrainable(`the declaration of ${learner} has changed since the training was started; ask for another`);
}

/** All steps, one after the other, on one machine. */
export async function runRetrain(
  deps: RetrainDeps,
  declaration: ModelDeclaration,
  request: RetrainRequest & { readonly id: string },
  onStep: (step: RetrainStep, state: RetrainState) => void = () => {},
): Promise<RetrainState> {
  let state = requested(request, request.id);
  try {
    for (const step of RETRAIN_STEPS) {
      do {
        state = await runStep(deps, declaration, step, state);
        onStep(step, state);
      } while (nextOf(state) === NEXT.again);
      if (nextOf(state) === NEXT.stop) break;
    }
    return state;
  } catch (error) {
    await runStep(deps, declaration, FAILURE_STEP, state, error instanceof Error ? error.message : String(error));
    throw error;
  }
}
