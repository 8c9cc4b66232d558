/**
 * A Hoeffding tree that follows a changing stream: the Hoeffding adaptive tree of Bifet and Gavaldà, "Adaptive learning from evolving
 * data streams" (2009). Every node watches its error; where a split node's error rises, a new tree grows beside it, and takes
 * its place when it is better by the bound of the paper, or goes when it is worse. learn O(depth + features x classes) for the
 * tree and for each alternate on the way.
 */
import type { FeatureBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import type { SavedState } from '../../state/saved-state';
import { readAdaptiveTree, writeAdaptiveTree } from './adaptive-codec';
import { loadCore, saveCore } from './core-state';
import { ErrorMonitor } from './error-monitor';
import { LeafGrowth } from './leaf-growth';
import { leafVotes } from './leaf-votes';
import { MemoryBound } from './memory-bound';
import type { AdaptiveSettings } from './settings';
import { LEAF, type TreeNode } from './tree-node';

const KIND = 'adaptiveCore';

export class AdaptiveCore {
  private readonly growth: LeafGrowth;
  private readonly memory: MemoryBound;
  private readonly scratch: Float64Array;
  private top: TreeNode;

  private constructor(
    readonly settings: AdaptiveSettings,
    random: Random,
    top: TreeNode | null,
  ) {
    this.growth = new LeafGrowth(settings, random);
    this.memory = new MemoryBound(settings);
    this.scratch = new Float64Array(settings.classes);
    this.top = top ?? this.growth.newLeaf();
  }

  static create(settings: AdaptiveSettings, seed: number): AdaptiveCore {
    return new AdaptiveCore(settings, Random.seeded(seed), null);
  }

  get root(): TreeNode {
    return this.top;
  }

  /** Writes the probability of each class into `votes`. */
  votes(batch: FeatureBatch, example: number, votes: Float64Array): void {
    leafVotes(this.top.leafOf(batch, example), this.settings.leafPrediction, batch, example, votes);
  }

  learn(batch: FeatureBatch, example: number, label: number, weight: number): void {
    this.top = this.learnTree(this.top, batch, example, label, weight);
    if (this.memory.countExample()) this.memory.measure(this.top, this.growth);
  }

  save(): SavedState {
    const { settings, memory, growth, top } = this;
    return saveCore(KIND, settings, memory, growth.random, (to) => writeAdaptiveTree(top, to));
  }

  /** @throws StateRefused */
  static load(settings: AdaptiveSettings, state: SavedState): AdaptiveCore {
    const { top, memory, random } = loadCore(KIND, settings, state, (from) => readAdaptiveTree(settings, from));
    const core = new AdaptiveCore(settings, random, top);
    core.memory.load(memory);
    return core;
  }

  /** Gives the root that this tree has from now on. */
  private learnTree(root: TreeNode, batch: FeatureBatch, example: number, label: number, weight: number): TreeNode {
    // The leaf answers for every node on the way to it.
    const isWrong = this.choice(root.leafOf(batch, example), batch, example) !== label;
    let first = root;
    let parent: TreeNode | null = null;
    let node = root;
    while (node.test !== LEAF) {
      const instead = this.watchSplit(node, isWrong, batch, example, label, weight);
      if (instead !== null) {
        if (parent === null) first = instead;
        else parent.branches[parent.branches.indexOf(node)] = instead;
        return first;
      }
      parent = node;
      node = node.next(batch, example) ?? node.addBranch(batch, example, this.growth.newLeaf());
    }
    this.monitorOf(node).add(isWrong);
    this.learnLeaf(node, batch, example, label, weight);
    return first;
  }

  /** The alternate, where it takes the node's place. */
  private watchSplit(
    node: TreeNode,
    isWrong: boolean,
    batch: FeatureBatch,
    example: number,
    label: number,
    weight: number,
  ): TreeNode | null {
    const monitor = this.monitorOf(node);
    if (monitor.add(isWrong)) monitor.alternate = this.growth.newLeaf();
    const { alternate } = monitor;
    if (alternate === null) return null;
    const better = alternate.monitor === null ? 0 : monitor.compareWith(alternate.monitor, this.settings);
    if (better < 0) {
      monitor.alternate = null;
      return null;
    }
    monitor.alternate = this.learnTree(alternate, batch, example, label, weight);
    if (this.settings.takeOver === 'split' && monitor.alternate.test !== LEAF) return monitor.alternate;
    return better > 0 ? monitor.alternate : null;
  }

  private learnLeaf(leaf: TreeNode, batch: FeatureBatch, example: number, label: number, weight: number): void {
    const { growth, settings } = this;
    const times = settings.bootstrap ? growth.random.poisson(1) : 1;
    growth.learn(leaf, batch, example, label, times > 0 ? times * weight : weight);
    if (growth.attempt(leaf)) this.memory.enforce(this.top, growth);
  }

  private monitorOf(node: TreeNode): ErrorMonitor {
    node.monitor ??= ErrorMonitor.create(this.settings.driftConfidence);
    return node.monitor;
  }

  private choice(leaf: TreeNode, batch: FeatureBatch, example: number): number {
    const { scratch } = this;
    leafVotes(leaf, this.settings.leafPrediction, batch, example, scratch);
    let most = 0;
    for (let label = 1; label < scratch.length; label++) if (scratch[label]! > scratch[most]!) most = label;
    return most;
  }
}
