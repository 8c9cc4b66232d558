/** Several named states, and a header, in one container: the arrays of state `s` are stored as `s/array`. */
import type { LearnerState } from '../learners/learner';
import type { Json, StateArray } from '../state/saved-state';
import { decodeContainer, encodeContainer } from './container';
import { expectKind, type JsonObject, numberField, objectField, textField } from './json-fields';

export interface StateBundle {
  readonly kind: string;
  readonly format: number;
  readonly header: JsonObject;
  readonly states: Readonly<Record<string, LearnerState>>;
}

export function encodeBundle({ kind, format, header, states }: StateBundle): Uint8Array {
  const arrays: Record<string, StateArray> = {};
  const described: Record<string, Json> = {};
  for (const [name, state] of Object.entries(states)) {
    if (name.includes('/')) throw new RangeError(`the name of a state has no '/', and ${name} has one`);
    described[name] = { kind: state.kind, format: state.format, scalars: state.scalars };
    for (const [array, values] of Object.entries(state.arrays)) arrays[`${name}/${array}`] = values;
  }
  return encodeContainer({ header: { kind, format, bundle: header, states: described }, arrays });
}

/** @throws CheckpointDamaged, CheckpointTooNew */
export function decodeBundle(bytes: Uint8Array, kind: string, format: number): StateBundle {
  const { header, arrays } = decodeContainer(bytes);
  expectKind(header, kind, format);
  const described = objectField(header, 'states');
  const states: Record<string, LearnerState> = {};
  for (const name of Object.keys(described)) {
    const state = objectField(described, name);
    const prefix = `${name}/`;
    const own = Object.entries(arrays).filter(([array]) => array.startsWith(prefix));
    states[name] = {
      kind: textField(state, 'kind'),
      format: numberField(state, 'format'),
      scalars: objectField(state, 'scalars'),
      arrays: Object.fromEntries(own.map(([array, values]) => [array.slice(prefix.length), values])),
    };
  }
  return { kind, format, header: objectField(header, 'bundle'), states };
}
