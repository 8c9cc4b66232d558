/** `perennial/state`: any saved state as bytes and back, and the errors of states that cannot be gone on from. */
export { CheckpointDamaged, CheckpointTooNew } from '../domain/checkpoint/errors';
export { stateFromBytes, stateToBytes } from '../domain/checkpoint/state-bytes';
export { type Json, type SavedState, type StateArray, StateRefused } from '../domain/state/saved-state';
