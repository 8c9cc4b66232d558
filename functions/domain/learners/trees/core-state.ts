/** A tree with its memory bound and its chance as a saved state, and what a loader checks of it. O(nodes). */
import type { Random } from '../../numeric/random';
import { randomOf } from '../../state/random-state';
import { expectScalar, expectState, floatsOf, type SavedState } from '../../state/saved-state';
import { FloatReader, FloatWriter } from './float-list';
import type { MemoryBound } from './memory-bound';
import type { TreeSettings } from './settings';
import type { TreeNode } from './tree-node';

const FORMAT = 1;
const MEMORY_NUMBERS = 4;
/** What decides how many numbers a node has. */
const SHAPE = ['classes', 'numericCount', 'categoricalCount', 'numericObserver'] as const;

export interface CoreParts {
  readonly top: TreeNode;
  readonly memory: Float64Array;
  readonly random: Random;
}

export function saveCore(
  kind: string,
  { classes, numericCount, categoricalCount, numericObserver }: TreeSettings,
  memory: MemoryBound,
  random: Random,
  write: (to: FloatWriter) => void,
): SavedState {
  const tree = new FloatWriter();
  write(tree);
  return {
    kind,
    format: FORMAT,
    scalars: { classes, numericCount, categoricalCount, numericObserver },
    arrays: { tree: tree.written(), memory: memory.save(), random: random.save() },
  };
}

/** @throws StateRefused */
export function loadCore(
  kind: string,
  settings: TreeSettings,
  state: SavedState,
  read: (from: FloatReader) => TreeNode,
): CoreParts {
  expectState(state, kind, FORMAT);
  for (const name of SHAPE) expectScalar(state, name, settings[name]);
  const numbers = new FloatReader(floatsOf(state, 'tree'), kind);
  const top = read(numbers);
  numbers.expectEnd();
  return {
    top,
    memory: floatsOf(state, 'memory', MEMORY_NUMBERS),
    random: randomOf(state),
  };
}
