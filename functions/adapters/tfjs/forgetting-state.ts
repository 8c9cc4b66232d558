/** What is declared against forgetting, made new, and saved and loaded as a part of the network's state. */
import type { ForgettingDeclaration } from '../../contracts/learners/forgetting';
import type { Problem } from '../../domain/learners/learner';
import { nestedState, nestStates, type Parts } from '../../domain/state/nested-state';
import { type SavedState, StateRefused } from '../../domain/state/saved-state';
import type { AgainstForgetting } from './against-forgetting';
import { Consolidation } from './consolidation';
import type { Output } from './output';
import { Rehearsal } from './rehearsal';

/** Of the network that it keeps from forgetting. */
export interface Kept {
  readonly problem: Problem;
  readonly parameters: number;
  readonly output: Output;
}

const PART = 'past';

export function createAgainstForgetting(
  forgetting: ForgettingDeclaration | undefined,
  { problem, parameters, output }: Kept,
): AgainstForgetting | undefined {
  if (forgetting === undefined) return undefined;
  if (forgetting.method === 'ewc') return Consolidation.create(forgetting, parameters, output);
  return Rehearsal.create(forgetting, problem, output);
}

/** Nothing at all when nothing is declared. */
export function saveAgainstForgetting(
  forgetting: ForgettingDeclaration | undefined,
  against: AgainstForgetting | undefined,
): Parts {
  if (forgetting === undefined || against === undefined) return { scalars: {}, arrays: {} };
  const { scalars, arrays } = nestStates({ [PART]: against.save() });
  return { scalars: { forgetting: forgetting.method, ...scalars }, arrays };
}

/** @throws StateRefused when the state was learned with another method, or with none */
export function loadAgainstForgetting(
  forgetting: ForgettingDeclaration | undefined,
  { problem, parameters, output }: Kept,
  state: SavedState,
): AgainstForgetting | undefined {
  const [found, wanted] = [state.scalars.forgetting ?? 'no method', forgetting?.method ?? 'no method'];
  if (found !== wanted) {
    throw new StateRefused(
      `the ${state.kind} state was learned with ${JSON.stringify(found)} against forgetting and ${JSON.stringify(wanted)} is ` +
        'declared; start a new line for it',
    );
  }
  if (forgetting === undefined) return undefined;
  const part = nestedState(state, PART);
  if (forgetting.method === 'ewc') return Consolidation.load(forgetting, parameters, output, part);
  return Rehearsal.load(forgetting, problem, output, part);
}
