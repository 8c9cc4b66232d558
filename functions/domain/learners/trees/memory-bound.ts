/**
 * Keeps a tree within its bytes: when it has outgrown them, the leaves with the least to gain stop observing their features, and start
 * again when there is room (Domingos and Hulten 2000). What a leaf may gain is the weight it gets wrong by its majority.
 * Sizes are estimates, measured every so many examples in O(nodes); in between, the numbers of leaves stand for them.
 * Enforcing is O(leaves log leaves).
 */
import type { LeafGrowth } from './leaf-growth';
import type { TreeSettings } from './settings';
import { LEAF, type TreeNode } from './tree-node';

/** Of a node's object, its arrays' headers and its place in the parent. */
const NODE_BYTES = 320;

export class MemoryBound {
  /** Examples until the next measurement, and the bytes of a leaf and of all split nodes as last measured. */
  private readonly numbers: Float64Array;

  constructor(private readonly settings: TreeSettings) {
    this.numbers = Float64Array.of(settings.memoryPeriod, 0, 0, 0);
  }

  /** Whether it is time to measure. */
  countExample(): boolean {
    const left = this.numbers[0]! - 1;
    this.numbers[0] = left > 0 ? left : this.settings.memoryPeriod;
    return left <= 0;
  }

  measure(root: TreeNode, growth: LeafGrowth): void {
    const { numbers } = this;
    const tally = new Float64Array(5);
    tallyBytes(root, tally);
    const [active, activeBytes, inactive, inactiveBytes, splitBytes] = tally;
    numbers[1] = active! > 0 ? activeBytes! / active! : numbers[1]!;
    numbers[2] = inactive! > 0 ? inactiveBytes! / inactive! : NODE_BYTES;
    numbers[3] = splitBytes!;
    if (activeBytes! + inactiveBytes! + splitBytes! > this.settings.maxBytes) this.enforce(root, growth);
  }

  enforce(root: TreeNode, growth: LeafGrowth): void {
    const leaves: TreeNode[] = [];
    collectLeaves(root, leaves);
    const room = this.activeLeavesWithin(leaves.length);
    const sleeping = leaves.filter(({ statistics }) => statistics === null).length;
    if (sleeping === 0 && leaves.length <= room) return;
    leaves.sort((a, b) => promise(a) - promise(b));
    const cut = leaves.length - Math.min(room, leaves.length);
    for (let at = 0; at < cut; at++) leaves[at]!.statistics = null;
    for (let at = cut; at < leaves.length; at++) if (leaves[at]!.statistics === null) growth.activate(leaves[at]!);
  }

  save(): Float64Array {
    return this.numbers.slice();
  }

  load(numbers: Float64Array): void {
    this.numbers.set(numbers);
  }

  private activeLeavesWithin(leaves: number): number {
    const [, active, inactive, splits] = this.numbers;
    if (active === 0) return leaves;
    const spare = this.settings.maxBytes - splits! - leaves * inactive!;
    return Math.max(0, Math.floor(spare / Math.max(1, active! - inactive!)));
  }
}

const promise = (leaf: TreeNode): number => {
  const most = leaf.majority();
  return most < 0 ? 0 : leaf.weight() - leaf.counts[most]!;
};

function collectLeaves(node: TreeNode, leaves: TreeNode[]): void {
  if (node.test === LEAF) leaves.push(node);
  else for (const branch of node.branches) collectLeaves(branch, leaves);
}

/** Adds to: active leaves and their bytes, sleeping leaves and theirs, bytes of split nodes. */
function tallyBytes(node: TreeNode, tally: Float64Array): void {
  const own = NODE_BYTES + node.counts.byteLength;
  if (node.test !== LEAF) {
    tally[4] = tally[4]! + own;
    for (const branch of node.branches) tallyBytes(branch, tally);
  } else if (node.statistics === null) {
    tally[2] = tally[2]! + 1;
    tally[3] = tally[3]! + own;
  } else {
    tally[0] = tally[0]! + 1;
    tally[1] = tally[1]! + own + node.statistics.bytes();
  }
}
