/**
 * One node of a tree: a leaf, or a test with its branches. A missing number goes to the branch that was the heaviest when the
 * node split. A category that the node has not seen has no branch yet.
 */
import type { FeatureBatch } from '../../features/batch';
import type { ErrorMonitor } from './error-monitor';
import type { LeafStatistics } from './leaf-statistics';
import { NUMERIC, ONE_CATEGORY, type SplitSuggestion } from './split-suggestion';

export const LEAF = 0;
/** Of a node's object, its arrays' headers and its place in the parent. */
const NODE_BYTES = 320;
export type NodeTest = typeof LEAF | SplitSuggestion['test'];

export class TreeNode {
  test: NodeTest = LEAF;
  feature = -1;
  threshold = 0;
  /** By branch; with a test of all categories in the order in which they were first seen. */
  branches: TreeNode[] = [];
  /** Of a test of all categories: the branch of each slot. */
  branchOf: Map<number, number> | null = null;
  heaviest = 0;
  /** null: a leaf that no longer observes its features, or a split node of a tree that never looks at its splits again. */
  statistics: LeafStatistics | null = null;
  /** The leaf's weight when it last tried to split. */
  attemptedAt: number;
  /** Weight of the examples that the majority of the leaf would have told right, and that naive Bayes would have. */
  majorityCorrect = 0;
  bayesCorrect = 0;
  /** Of a tree that adapts: what watches this node's error. */
  monitor: ErrorMonitor | null = null;

  /** @param counts weight per class; of a split node, when it split */
  constructor(readonly counts: Float64Array) {
    this.attemptedAt = this.weight();
  }

  weight(): number {
    const { counts } = this;
    let sum = 0;
    for (let label = 0; label < counts.length; label++) sum += counts[label]!;
    return sum;
  }

  /** The first class of the greatest weight; -1 where nothing was seen. */
  majority(): number {
    const { counts } = this;
    let most = 0;
    for (let label = 1; label < counts.length; label++) if (counts[label]! > counts[most]!) most = label;
    return counts[most]! > 0 ? most : -1;
  }

  /** What a leaf may gain by a split: the weight that it gets wrong by its majority. */
  promise(): number {
    const most = this.majority();
    return most < 0 ? 0 : this.weight() - this.counts[most]!;
  }

  /** Without its statistics. */
  ownBytes(): number {
    return NODE_BYTES + this.counts.byteLength + (this.monitor?.bytes() ?? 0);
  }

  /** What grows beside this node. */
  get alternate(): TreeNode | null {
    return this.monitor === null ? null : this.monitor.alternate;
  }

  isPure(): boolean {
    const { counts } = this;
    let present = 0;
    for (let label = 0; label < counts.length; label++) if (counts[label]! !== 0) present += 1;
    return present < 2;
  }

  /** Of a split node: the branch that this example takes; null where its category has none. */
  next(batch: FeatureBatch, example: number): TreeNode | null {
    const { test, feature } = this;
    if (test === NUMERIC) {
      const value = batch.numeric[example * batch.numericCount + feature]!;
      if (value <= this.threshold) return this.branches[0]!;
      return value > this.threshold ? this.branches[1]! : this.branches[this.heaviest]!;
    }
    const slot = batch.hashed[example * batch.hashedCount + feature - batch.numericCount]!;
    if (test === ONE_CATEGORY) return this.branches[slot === this.threshold ? 0 : 1]!;
    const branch = this.branchOf!.get(slot);
    return branch === undefined ? null : this.branches[branch]!;
  }

  /** The leaf that this example falls into, or the split node that has no branch for its category. */
  leafOf(batch: FeatureBatch, example: number): TreeNode {
    let node: TreeNode = this;
    while (node.test !== LEAF) {
      const next = node.next(batch, example);
      if (next === null) return node;
      node = next;
    }
    return node;
  }

  /** Of a split by all categories: the branch for a category that has none. */
  addBranch(batch: FeatureBatch, example: number, branch: TreeNode): TreeNode {
    const slot = batch.hashed[example * batch.hashedCount + this.feature - batch.numericCount]!;
    this.branchOf!.set(slot, this.branches.length);
    this.branches.push(branch);
    return branch;
  }

  /** Of a split node that goes on counting. */
  observe(batch: FeatureBatch, example: number, label: number, weight: number): void {
    this.statistics?.learn(batch, example, label, weight);
    this.counts[label] = this.counts[label]! + weight;
  }

  /** Turns a split node that went on counting back into a leaf. */
  becomeLeaf(): void {
    this.test = LEAF;
    this.feature = -1;
    this.threshold = 0;
    this.branches = [];
    this.branchOf = null;
    this.heaviest = 0;
    this.majorityCorrect = 0;
    this.bayesCorrect = 0;
  }

  /** Turns the leaf into a split node with these branches. */
  split({ test, feature, threshold, slots }: SplitSuggestion, branches: TreeNode[]): void {
    this.test = test;
    this.feature = feature;
    this.threshold = threshold;
    this.branches = branches;
    this.branchOf = slots.length === 0 ? null : new Map(slots.map((slot, branch) => [slot, branch]));
    this.statistics = null;
    this.heaviest = 0;
    for (let at = 1; at < branches.length; at++) {
      if (branches[at]!.weight() > branches[this.heaviest]!.weight()) this.heaviest = at;
    }
  }
}
