/**
 * What have a tree's nodes seen of these examples? All nodes, those of alternates too, forget what they counted and count the
 * first rows of the window anew. What a leaf knows of the record of its two ways to predict cannot be counted anew: it fades by the
 * share that is kept. O(nodes + rows x depth x features).
 */
import type { LeafGrowth } from './leaf-growth';
import type { RecentExamples } from './recent-examples';
import { LEAF, type TreeNode } from './tree-node';

export function countAnew(
  root: TreeNode,
  examples: RecentExamples,
  rows: number,
  keptShare: number,
  growth: LeafGrowth,
): void {
  empty(root, keptShare, growth);
  for (let row = 0; row < rows; row++) count(root, examples, row, growth);
  settle(root);
}

function empty(node: TreeNode, keptShare: number, growth: LeafGrowth): void {
  // Below 0 until the weight is known again, so that what was seen since the last attempt stays.
  node.attemptedAt -= node.weight();
  node.counts.fill(0);
  node.majorityCorrect *= keptShare;
  node.bayesCorrect *= keptShare;
  growth.forgetCounts(node);
  if (node.alternate !== null) empty(node.alternate, keptShare, growth);
  for (const branch of node.branches) empty(branch, keptShare, growth);
}

function settle(node: TreeNode): void {
  node.attemptedAt += node.weight();
  if (node.alternate !== null) settle(node.alternate);
  for (const branch of node.branches) settle(branch);
}

function count(root: TreeNode, examples: RecentExamples, row: number, growth: LeafGrowth): void {
  let node = root;
  for (;;) {
    node.observe(examples, row, examples.label[row]!, examples.weight[row]!);
    if (node.test === LEAF) return;
    if (node.alternate !== null) count(node.alternate, examples, row, growth);
    node = node.next(examples, row) ?? node.addBranch(examples, row, growth.newLeaf());
  }
}
