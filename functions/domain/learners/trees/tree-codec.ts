/**
 * A tree as one list of numbers: each node before its branches.
 *
 *   test, feature, threshold, heaviest, attemptedAt, majorityCorrect, bayesCorrect, counts[classes]
 *   of a leaf:       1 and its statistics, or 0
 *   of a split node: number of branches, the slot of each where the test is of all categories, the branches
 *
 * O(numbers) in time and memory.
 */
import type { FloatReader, FloatWriter } from './float-list';
import { LeafStatistics } from './leaf-statistics';
import type { TreeSettings } from './settings';
import { ALL_CATEGORIES, NUMERIC, ONE_CATEGORY } from './split-suggestion';
import { LEAF, type NodeTest, TreeNode } from './tree-node';

const TESTS: readonly NodeTest[] = [LEAF, NUMERIC, ONE_CATEGORY, ALL_CATEGORIES];

export function writeTree(node: TreeNode, to: FloatWriter): void {
  writeNode(node, to);
  for (const branch of node.branches) writeTree(branch, to);
}

export function readTree(settings: TreeSettings, from: FloatReader): TreeNode {
  const node = readNode(settings, from);
  for (let at = 0; at < node.branches.length; at++) node.branches[at] = readTree(settings, from);
  return node;
}

export function writeNode(node: TreeNode, to: FloatWriter): void {
  to.put(node.test);
  to.put(node.feature);
  to.put(node.threshold);
  to.put(node.heaviest);
  to.put(node.attemptedAt);
  to.put(node.majorityCorrect);
  to.put(node.bayesCorrect);
  to.putAll(node.counts);
  if (node.test === LEAF) {
    to.put(node.statistics === null ? 0 : 1);
    node.statistics?.write(to);
    return;
  }
  to.put(node.branches.length);
  if (node.branchOf !== null) to.putAll([...node.branchOf.keys()]);
}

/** The node with places for its branches. */
export function readNode(settings: TreeSettings, from: FloatReader): TreeNode {
  const node = new TreeNode(new Float64Array(settings.classes));
  node.test = TESTS[from.take()] ?? from.refuse();
  node.feature = from.take();
  node.threshold = from.take();
  node.heaviest = from.take();
  node.attemptedAt = from.take();
  node.majorityCorrect = from.take();
  node.bayesCorrect = from.take();
  from.fill(node.counts);
  if (node.test === LEAF) {
    if (from.take() === 1) node.statistics = LeafStatistics.read(settings, from);
    return node;
  }
  const branches = from.takeLength();
  if (node.test === ALL_CATEGORIES) {
    node.branchOf = new Map();
    for (let branch = 0; branch < branches; branch++) node.branchOf.set(from.take(), branch);
  }
  node.branches = Array.from({ length: branches }, () => node);
  return node;
}
