/**
 * States within a state: an ensemble holds its members' states, a learner those of its statistics. The arrays of the part `name` are
 * `name.array`, its kind, format and scalars are the scalar `name`. O(arrays); arrays are shared, not copied.
 */
import { type Json, type SavedState, type StateArray, StateRefused } from './saved-state';

export interface Parts {
  readonly scalars: Readonly<Record<string, Json>>;
  readonly arrays: Readonly<Record<string, StateArray>>;
}

export function nestStates(parts: Readonly<Record<string, SavedState>>): Parts {
  const scalars: Record<string, Json> = {};
  const arrays: Record<string, StateArray> = {};
  for (const [name, { kind, format, scalars: own, arrays: theirs }] of Object.entries(parts)) {
    scalars[name] = { kind, format, scalars: own };
    for (const [array, values] of Object.entries(theirs)) arrays[`${name}.${array}`] = values;
  }
  return { scalars, arrays };
}

/** @throws StateRefused when there is no such part */
export function nestedState(state: SavedState, name: string): SavedState {
  const part = Object.hasOwn(state.scalars, name) ? state.scalars[name] : undefined;
  if (!isObject(part) || typeof part.kind !== 'string' || typeof part.format !== 'number' || !isObject(part.scalars)) {
    throw new StateRefused(`the ${state.kind} state has no part ${name}; start a new line for it`);
  }
  const prefix = `${name}.`;
  const own = Object.entries(state.arrays).filter(([array]) => array.startsWith(prefix));
  return {
    kind: part.kind,
    format: part.format,
    scalars: part.scalars,
    arrays: Object.fromEntries(own.map(([array, values]) => [array.slice(prefix.length), values])),
  };
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
