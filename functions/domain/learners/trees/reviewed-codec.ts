/**
 * A tree whose split nodes go on counting as one list of numbers: each node as in tree-codec.ts; of a split node 1 and its
 * statistics, or 0; then its branches. O(numbers).
 */
import type { FloatReader, FloatWriter } from './float-list';
import { LeafStatistics } from './leaf-statistics';
import type { TreeSettings } from './settings';
import { readNode, writeNode } from './tree-codec';
import { LEAF, type TreeNode } from './tree-node';

export function writeReviewedTree(node: TreeNode, to: FloatWriter): void {
  writeReviewedNode(node, to);
  for (const branch of node.branches) writeReviewedTree(branch, to);
}

export function readReviewedTree(settings: TreeSettings, from: FloatReader): TreeNode {
  const node = readReviewedNode(settings, from);
  for (let at = 0; at < node.branches.length; at++) node.branches[at] = readReviewedTree(settings, from);
  return node;
}

export function writeReviewedNode(node: TreeNode, to: FloatWriter): void {
  writeNode(node, to);
  if (node.test === LEAF) return;
  to.put(node.statistics === null ? 0 : 1);
  node.statistics?.write(to);
}

/** The node with places for its branches. */
export function readReviewedNode(settings: TreeSettings, from: FloatReader): TreeNode {
  const node = readNode(settings, from);
  if (node.test !== LEAF && from.take() === 1) node.statistics = LeafStatistics.read(settings, from);
  return node;
}
