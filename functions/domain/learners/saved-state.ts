/** What a loader checks before it trusts a saved state: its kind, its format, and the arrays that it needs, by type and length. */
import type { LearnerState } from './learner';

/** A state that this learner cannot go on from. The message names what was found and what was wanted. */
export class StateRefused extends Error {
  override readonly name = 'StateRefused';
}

export function expectState(state: LearnerState, kind: string, readable: number): void {
  if (state.kind !== kind) {
    throw new StateRefused(`the state is of a ${state.kind} learner and ${kind} is declared; start a new line for it`);
  }
  if (!(state.format >= 1 && state.format <= readable)) {
    throw new StateRefused(
      `the ${kind} state has format ${state.format} and this release reads formats 1 to ${readable}; run the release that wrote it`,
    );
  }
}

/** The scalar `name` must be `wanted`, as it decides what the arrays mean. */
export function expectScalar(state: LearnerState, name: string, wanted: string | number): void {
  const found = state.scalars[name];
  if (found !== wanted) {
    throw new StateRefused(
      `the ${state.kind} state was learned with ${name} ${JSON.stringify(found) ?? '(none)'} and ${JSON.stringify(wanted)} is declared; ` +
        'start a new line for it',
    );
  }
}

/** A copy of the array `name`. */
export function floatsOf(state: LearnerState, name: string, length: number): Float64Array {
  const array = Object.hasOwn(state.arrays, name) ? state.arrays[name] : undefined;
  if (!(array instanceof Float64Array) || array.length !== length) {
    const found = array === undefined ? 'is absent' : `is ${array.constructor.name} of ${array.length}`;
    throw new StateRefused(
      `the array ${name} of the ${state.kind} state ${found}; it should be Float64Array of ${length}`,
    );
  }
  return array.slice();
}
