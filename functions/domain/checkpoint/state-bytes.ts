/**
 * A saved state as bytes, to be stored or sent, and back: a container (container.ts has the diagram) with its own checksum, mostly-empty arrays
 * stored sparse. The same state gives the same bytes. O(state).
 */
import type { SavedState } from '../state/saved-state';
import { CheckpointDamaged } from './errors';
import { decodeBundle, encodeBundle } from './state-bundle';

const KIND = 'state';
const FORMAT = 1;

export const stateToBytes = (state: SavedState): Uint8Array =>
  encodeBundle({ kind: KIND, format: FORMAT, header: {}, states: { state } });

/** @throws CheckpointDamaged, CheckpointTooNew */
export function stateFromBytes(bytes: Uint8Array): SavedState {
  const { state } = decodeBundle(bytes, KIND, FORMAT).states;
  if (state === undefined) throw new CheckpointDamaged('the bytes hold no state');
  return state;
}
