/**
 * One node of a regression tree: a leaf, or a test with its two branches. What the test can't tell, a missing number or a category that
 * was rare or unseen when the node split, takes the branch that was the heavier then.
 */
import type { FeatureBatch } from '../../../features/batch';
import type { BranchWatch } from './branch-watch';
import type { LeafObservers } from './leaf-observers';
import { type CATEGORIES, NUMERIC, type RegressionSplit } from './regression-split';
import { SQUARES, TARGET_NUMBERS, WEIGHT } from './target-moments';

export const LEAF = 0;
/** Of a node's object, its arrays' headers and its place in the parent. */
const NODE_BYTES = 320;

export type RegressionTest = typeof LEAF | typeof NUMERIC | typeof CATEGORIES;

export class RegressionNode {
  test: RegressionTest = LEAF;
  /** Numeric features come first, the categorical ones follow. */
  feature = -1;
  /** NUMERIC: the greatest value of the first branch. */
  threshold = 0;
  /** CATEGORIES: the branch of each slot. */
  branchOf: ReadonlyMap<number, number> | null = null;
  branches: RegressionNode[] = [];
  heaviest = 0;
  /** null: a split node, or a leaf that no longer observes its features. */
  statistics: LeafObservers | null = null;
  /** Of the linear model of a leaf: the constant, then a weight per numeric feature. */
  weights: Float64Array | null = null;
  /** The leaf's weight when it began to observe its features, and when it last tried to split. */
  observedFrom: number;
  attemptedAt: number;
  /** Faded sums of the squared errors of the leaf's mean and of its linear model. */
  meanError = 0;
  linearError = 0;
  /** Of a split node of a tree that adapts: what watches the error below it. */
  watch: BranchWatch | null = null;

  /** @param targets weight, mean and squares of the outcomes; of a split node, when it split */
  constructor(readonly targets: Float64Array) {
    this.observedFrom = targets[WEIGHT]!;
    this.attemptedAt = targets[WEIGHT]!;
  }

  /** What a leaf may gain by a split: how far its outcomes are from their mean, squared. */
  promise(): number {
    return this.targets[SQUARES]!;
  }

  /** Without its statistics; of a split node with the alternate that grows beside it. */
  ownBytes(): number {
    const alternate = this.watch?.alternate ?? null;
    return NODE_BYTES + (this.weights?.byteLength ?? 0) + (alternate === null ? 0 : alternate.allBytes());
  }

  next(batch: FeatureBatch, example: number): RegressionNode {
    const { feature, branches } = this;
    if (this.test === NUMERIC) {
      const value = batch.numeric[example * batch.numericCount + feature]!;
      if (value <= this.threshold) return branches[0]!;
      return branches[value > this.threshold ? 1 : this.heaviest]!;
    }
    const slot = batch.hashed[example * batch.hashedCount + feature - batch.numericCount]!;
    return branches[this.branchOf!.get(slot) ?? this.heaviest]!;
  }

  leafOf(batch: FeatureBatch, example: number): RegressionNode {
    let node: RegressionNode = this;
    while (node.test !== LEAF) node = node.next(batch, example);
    return node;
  }

  private allBytes(): number {
    let sum = this.ownBytes() + (this.statistics?.bytes() ?? 0);
    for (const branch of this.branches) sum += branch.allBytes();
    return sum;
  }

  /** Turns the leaf into a split node with these branches. */
  split({ test, feature, threshold, branchOf, post }: RegressionSplit, branches: RegressionNode[]): void {
    this.test = test;
    this.feature = feature;
    this.threshold = threshold;
    this.branchOf = branchOf;
    this.branches = branches;
    this.heaviest = post[TARGET_NUMBERS]! > post[0]! ? 1 : 0;
    this.statistics = null;
    this.weights = null;
  }
}
