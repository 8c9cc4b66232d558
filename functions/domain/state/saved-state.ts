/** What a loader checks before it trusts a saved state: its kind, its format, and the arrays that it needs, by type and length. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type StateArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * The whole state of a learner, a statistic or a detector as a value: scalars that survive JSON exactly, and named typed arrays.
 * Loading it gives one that goes on as if it had never stopped, to the bit.
 */
export interface SavedState {
  readonly kind: string;
  /** The format of this kind's state; a loader refuses a newer one, naming both. */
  readonly format: number;
  readonly scalars: { readonly [key: string]: Json };
  readonly arrays: { readonly [name: string]: StateArray };
}

/** A state that this learner cannot go on from. The message names what was found and what was wanted. */
export class StateRefused extends Error {
  override readonly name = 'StateRefused';
}

export function expectState(state: SavedState, kind: string, readable: number): void {
  if (state.kind !== kind) {
    throw new StateRefused(`the state is of a ${state.kind} and a ${kind} is declared; start a new line for it`);
  }
  if (!(state.format >= 1 && state.format <= readable)) {
    throw new StateRefused(
      `the ${kind} state has format ${state.format} and this release reads formats 1 to ${readable}; run the release that wrote it`,
    );
  }
}

/** The scalar `name` must be `wanted`, as it decides what the arrays mean. */
export function expectScalar(state: SavedState, name: string, wanted: string | number): void {
  const found = state.scalars[name];
  if (found !== wanted) {
    throw new StateRefused(
      `the ${state.kind} state was learned with ${name} ${JSON.stringify(found) ?? '(none)'} and ${JSON.stringify(wanted)} is declared; ` +
        'start a new line for it',
    );
  }
}

interface ArrayType<T extends StateArray> {
  readonly name: string;
  new (length: number): T;
}

/** A copy of the array `name`, of this type, and of `length` elements where that is known beforehand. */
export function arrayOf<T extends StateArray>(state: SavedState, name: string, type: ArrayType<T>, length?: number): T {
  const array = Object.hasOwn(state.arrays, name) ? state.arrays[name] : undefined;
  if (!(array instanceof type) || (length !== undefined && array.length !== length)) {
    const found = array === undefined ? 'is absent' : `is ${array.constructor.name} of ${array.length}`;
    const wanted = length === undefined ? type.name : `${type.name} of ${length}`;
    throw new StateRefused(`the array ${name} of the ${state.kind} state ${found}; it should be ${wanted}`);
  }
  const copy = new type(array.length);
  copy.set(array);
  return copy;
}

export const floatsOf = (state: SavedState, name: string, length?: number): Float64Array =>
  arrayOf(state, name, Float64Array, length);

/** The scalar `name`, a number. */
export function numberOf(state: SavedState, name: string): number {
  const found = Object.hasOwn(state.scalars, name) ? state.scalars[name] : undefined;
  if (typeof found === 'number') return found;
  throw new StateRefused(
    `the scalar ${name} of the ${state.kind} state should be a number and is ${JSON.stringify(found) ?? 'absent'}`,
  );
}

/** The scalar `name`, a count: a whole number from `least` on. */
export function countOf(state: SavedState, name: string, least = 0): number {
  const found = numberOf(state, name);
  if (Number.isSafeInteger(found) && found >= least) return found;
  throw new StateRefused(
    `the scalar ${name} of the ${state.kind} state should be a whole number from ${least} on, not ${found}`,
  );
}
