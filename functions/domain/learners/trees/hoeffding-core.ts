/**
 * A tree over a stream without keeping the stream: the Hoeffding tree of Domingos and Hulten, "Mining high-speed data streams"
 * (2000), as MOA grows it. Not a learner by itself: learners and ensembles give it examples with labels and weights.
 * learn O(depth + features x classes), and each grace period of a leaf O(features x points x classes).
 */
import type { FeatureBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import type { SavedState } from '../../state/saved-state';
import { loadCore, saveCore } from './core-state';
import { LeafGrowth } from './leaf-growth';
import { leafVotes } from './leaf-votes';
import { MemoryBound } from './memory-bound';
import type { TreeSettings } from './settings';
import { readTree, writeTree } from './tree-codec';
import { LEAF, type TreeNode } from './tree-node';

const KIND = 'hoeffdingCore';

export class HoeffdingCore {
  private readonly growth: LeafGrowth;
  private readonly memory: MemoryBound;
  private top: TreeNode;

  private constructor(
    readonly settings: TreeSettings,
    random: Random,
    top: TreeNode | null,
  ) {
    this.growth = new LeafGrowth(settings, random);
    this.memory = new MemoryBound(settings);
    this.top = top ?? this.growth.newLeaf();
  }

  static create(settings: TreeSettings, seed: number): HoeffdingCore {
    return new HoeffdingCore(settings, Random.seeded(seed), null);
  }

  get root(): TreeNode {
    return this.top;
  }

  /** The leaf that this example falls into, or the split node that has no branch for its category. */
  leafOf(batch: FeatureBatch, example: number): TreeNode {
    return this.top.leafOf(batch, example);
  }

  /** Writes the probability of each class into `votes`. */
  votes(batch: FeatureBatch, example: number, votes: Float64Array): void {
    leafVotes(this.top.leafOf(batch, example), this.settings.leafPrediction, batch, example, votes);
  }

  learn(batch: FeatureBatch, example: number, label: number, weight: number): void {
    const { growth } = this;
    let leaf = this.top.leafOf(batch, example);
    if (leaf.test !== LEAF) {
      leaf = leaf.addBranch(batch, example, growth.newLeaf());
      this.memory.added();
    }
    growth.learn(leaf, batch, example, label, weight);
    this.grow(leaf);
  }

  /** `votes`, then `learn`, on one way through the tree. */
  votesAndLearn(batch: FeatureBatch, example: number, label: number, weight: number, votes: Float64Array): void {
    const leaf = this.top.leafOf(batch, example);
    if (leaf.test === LEAF) {
      this.growth.votesAndLearn(leaf, batch, example, label, weight, votes);
      this.grow(leaf);
    } else {
      leafVotes(leaf, this.settings.leafPrediction, batch, example, votes);
      this.learn(batch, example, label, weight);
    }
  }

  save(): SavedState {
    const { settings, memory, growth, top } = this;
    return saveCore(KIND, settings, memory, growth.random, (to) => writeTree(top, to));
  }

  /** @throws StateRefused */
  static load(settings: TreeSettings, state: SavedState): HoeffdingCore {
    const { top, memory, random } = loadCore(KIND, settings, state, (from) => readTree(settings, from));
    const core = new HoeffdingCore(settings, random, top);
    core.memory.load(memory);
    return core;
  }

  private grow(leaf: TreeNode): void {
    const { growth, memory } = this;
    if (growth.attempt(leaf)) memory.enforceAfter(leaf, this.top, growth);
    if (memory.countExample()) memory.measure(this.top, growth);
  }
}
