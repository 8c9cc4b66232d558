/** The chance that a saved state goes on with: four words in its array `random`, as `Random.save` gives them. O(1). */
import { Random } from '../numeric/random';
import { arrayOf, type SavedState, StateRefused } from './saved-state';

const WORDS = 4;

/** @throws StateRefused, also for words that are all zero, from which nothing but zeros would follow */
export function randomOf(state: SavedState): Random {
  const words = arrayOf(state, 'random', Uint32Array, WORDS);
  if (words.every((word) => word === 0))
    throw new StateRefused(`the ${state.kind} state has lost its random state: it is 0`);
  return Random.load(words);
}
