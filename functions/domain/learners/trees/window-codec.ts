/** A window tree as one list of numbers: as an adaptive tree, but for the statistics that its split nodes keep. O(numbers). */
import { readAdaptiveTree, writeAdaptiveTree } from './adaptive-codec';
import type { FloatReader, FloatWriter } from './float-list';
import { readReviewedNode, writeReviewedNode } from './reviewed-codec';
import type { WindowSettings } from './settings';
import type { TreeNode } from './tree-node';

export const writeWindowTree = (root: TreeNode, to: FloatWriter): void =>
  writeAdaptiveTree(root, to, writeReviewedNode);

export const readWindowTree = (settings: WindowSettings, from: FloatReader): TreeNode =>
  readAdaptiveTree(settings, from, readReviewedNode);
