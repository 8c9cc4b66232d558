/**
 * A tree that splits as soon as any split is better than none, and later takes a split back when another has become better: the
 * extremely fast decision tree (Hoeffding anytime tree) of Manapragada, Webb and Salehi (2018). Split nodes go on counting, so that their
 * split can be looked at again each `reevaluationPeriod`; what grew below a split that is taken back is lost. A split at another
 * value of the same feature is left as it is. Merits are those of all that a node has seen, where MOA's tree takes their mean over
 * all evaluations: it then holds on longer to what was once good.
 * learn O(depth x features), a look at one node O(features x points x classes).
 */
import type { FeatureBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import type { SavedState } from '../../state/saved-state';
import { loadCore, saveCore } from './core-state';
import { LeafGrowth } from './leaf-growth';
import { leafVotes } from './leaf-votes';
import { MemoryBound } from './memory-bound';
import { readReviewedTree, writeReviewedTree } from './reviewed-codec';
import type { ExtremelyFastSettings } from './settings';
import { reviewSplit, worthSplitting } from './split-review';
import { LEAF, type TreeNode } from './tree-node';

const KIND = 'extremelyFastCore';

export class ExtremelyFastCore {
  private readonly growth: LeafGrowth;
  private readonly memory: MemoryBound;
  private top: TreeNode;

  private constructor(
    readonly settings: ExtremelyFastSettings,
    random: Random,
    top: TreeNode | null,
  ) {
    this.growth = new LeafGrowth(settings, random);
    this.memory = new MemoryBound(settings);
    this.top = top ?? this.growth.newLeaf();
  }

  static create(settings: ExtremelyFastSettings, seed: number): ExtremelyFastCore {
    return new ExtremelyFastCore(settings, Random.seeded(seed), null);
  }

  get root(): TreeNode {
    return this.top;
  }

  /** Writes the probability of each class into `votes`. */
  votes(batch: FeatureBatch, example: number, votes: Float64Array): void {
    leafVotes(this.top.leafOf(batch, example), this.settings.leafPrediction, batch, example, votes);
  }

  learn(batch: FeatureBatch, example: number, label: number, weight: number): void {
    const { growth } = this;
    let node = this.top;
    let isNew = false;
    while (node.test !== LEAF && !isNew) {
      node.observe(batch, example, label, weight);
      // What takes the place of a split has counted this example with the rest.
      isNew = this.review(node);
      if (!isNew) node = node.next(batch, example) ?? node.addBranch(batch, example, growth.newLeaf());
    }
    if (!isNew) {
      growth.learn(node, batch, example, label, weight);
      isNew = this.attempt(node);
    }
    if (isNew) this.memory.enforce(this.top, growth);
    if (this.memory.countExample()) this.memory.measure(this.top, growth);
  }

  save(): SavedState {
    const { settings, memory, growth, top } = this;
    return saveCore(KIND, settings, memory, growth.random, (to) => writeReviewedTree(top, to));
  }

  /** @throws StateRefused */
  static load(settings: ExtremelyFastSettings, state: SavedState): ExtremelyFastCore {
    const { top, memory, random } = loadCore(KIND, settings, state, (from) => readReviewedTree(settings, from));
    const core = new ExtremelyFastCore(settings, random, top);
    core.memory.load(memory);
    return core;
  }

  /** Whether the leaf split. */
  private attempt(leaf: TreeNode): boolean {
    const { settings, growth } = this;
    const { statistics, counts } = leaf;
    const weight = leaf.weight();
    if (statistics === null || !(weight - leaf.attemptedAt >= settings.gracePeriod)) return false;
    leaf.attemptedAt = weight;
    if (leaf.isPure()) return false;
    const suggestion = worthSplitting(settings, statistics.suggestions(counts), counts, weight);
    if (suggestion === null) return false;
    growth.splitKeeping(leaf, suggestion);
    return true;
  }

  /** Whether the node no longer splits as it did. */
  private review(node: TreeNode): boolean {
    const { settings, growth } = this;
    const { statistics, counts } = node;
    const weight = node.weight();
    if (statistics === null || !(weight - node.attemptedAt >= settings.reevaluationPeriod)) return false;
    node.attemptedAt = weight;
    const review = reviewSplit(settings, statistics.suggestions(counts), counts, weight, node.feature);
    if (review.holds) return false;
    if (review.instead === null) node.becomeLeaf();
    else growth.splitKeeping(node, review.instead);
    return true;
  }
}
