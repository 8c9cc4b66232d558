/**
 * A tree of the latest examples only: the Hoeffding window tree of Bifet and Gavaldà, "Adaptive learning from evolving data streams"
 * (2009), in the line of CVFDT (Hulten, Spencer and Domingos 2001). Every node counts the examples of the window that come through it. Where
 * another split has become better than a node's own, by the Hoeffding bound, a tree that begins with it grows beside the node,
 * and takes its place when it errs less by the bound of the paper; it goes when it errs more, or within a window's length is no better.
 *
 * An example is not taken out of the counts alone: sums of squares do not survive subtraction, and extremes cannot be taken back. When the window
 * is full its oldest quarter goes, and all nodes count anew what is left: they have seen between three quarters of a window and all of it.
 *
 * learn O(depth x features) for the tree and for each alternate on the way, four times that with the counting anew, amortised.
 */
import type { FeatureBatch } from '../../features/batch';
import { Random } from '../../numeric/random';
import { expectScalar, expectState, type SavedState } from '../../state/saved-state';
import { loadCore, saveCore } from './core-state';
import { ErrorMonitor } from './error-monitor';
import { LeafGrowth } from './leaf-growth';
import { leafVotes } from './leaf-votes';
import { MemoryBound } from './memory-bound';
import { RecentExamples } from './recent-examples';
import { countAnew } from './recount';
import type { WindowSettings } from './settings';
import { decideSplit } from './split-decision';
import { reviewSplit } from './split-review';
import { LEAF, TreeNode } from './tree-node';
import { readWindowTree, writeWindowTree } from './window-codec';

const KIND = 'windowCore';
const FORMAT = 1;

export class WindowCore {
  private readonly growth: LeafGrowth;
  private readonly memory: MemoryBound;
  private readonly scratch: Float64Array;
  private recent: RecentExamples;
  private top: TreeNode;

  private constructor(
    readonly settings: WindowSettings,
    random: Random,
    top: TreeNode | null,
  ) {
    this.growth = new LeafGrowth(settings, random);
    this.memory = new MemoryBound(settings);
    this.scratch = new Float64Array(settings.classes);
    this.recent = new RecentExamples(settings, settings.window);
    this.top = top ?? this.growth.newLeaf();
  }

  static create(settings: WindowSettings, seed: number): WindowCore {
    return new WindowCore(settings, Random.seeded(seed), null);
  }

  get root(): TreeNode {
    return this.top;
  }

  /** Writes the probability of each class into `votes`: those of the last node on the way that the window says anything of. */
  votes(batch: FeatureBatch, example: number, votes: Float64Array): void {
    leafVotes(answering(this.top, batch, example), this.settings.leafPrediction, batch, example, votes);
  }

  learn(batch: FeatureBatch, example: number, label: number, weight: number): void {
    if (this.recent.add(batch, example, label, weight)) {
      countAnew(this.top, this.recent, this.recent.count - 1, RecentExamples.keptShare(), this.growth);
    }
    this.learnMain(batch, example, label, weight);
    if (this.memory.countExample()) this.memory.measure(this.top, this.growth);
  }

  save(): SavedState {
    const { settings, memory, growth, top, recent } = this;
    const { scalars, arrays, ...state } = saveCore(KIND, settings, memory, growth.random, (to) =>
      writeWindowTree(top, to),
    );
    return {
      ...state,
      scalars: { ...scalars, window: settings.window },
      arrays: { ...arrays, ...recent.save() },
    };
  }

  /** @throws StateRefused */
  static load(settings: WindowSettings, state: SavedState): WindowCore {
    expectState(state, KIND, FORMAT);
    expectScalar(state, 'window', settings.window);
    const { top, memory, random } = loadCore(KIND, settings, state, (from) => readWindowTree(settings, from));
    const core = new WindowCore(settings, random, top);
    core.memory.load(memory);
    core.recent = RecentExamples.load(settings, settings.window, state);
    return core;
  }

  private learnMain(batch: FeatureBatch, example: number, label: number, weight: number): void {
    const isWrong = isWatched(this.top, batch, example) && this.errs(this.top, batch, example, label);
    let parent: TreeNode | null = null;
    let node = this.top;
    while (node.test !== LEAF) {
      node.observe(batch, example, label, weight);
      // An alternate begins with what the node has counted, this example too.
      const instead = this.review(node) ? null : this.watch(node, isWrong, batch, example, label, weight);
      if (instead !== null) {
        // It has learned the example as an alternate.
        if (parent === null) this.top = instead;
        else parent.branches[parent.branches.indexOf(node)] = instead;
        return;
      }
      parent = node;
      node = this.below(node, batch, example);
    }
    this.learnLeaf(node, batch, example, label, weight);
  }

  /** Lets an alternate begin where another split, or none, has become better. Whether it did. */
  private review(node: TreeNode): boolean {
    const { settings, growth } = this;
    const { statistics, counts } = node;
    const weight = node.weight();
    if (statistics === null || !(weight - node.attemptedAt >= settings.reevaluationPeriod)) return false;
    node.attemptedAt = weight;
    if (node.monitor !== null) return false;
    const review = reviewSplit(settings, statistics.suggestions(counts), counts, weight, node.feature);
    if (review.holds) return false;
    const alternate = new TreeNode(counts.slice());
    alternate.statistics = statistics.copy(settings);
    if (review.instead !== null) growth.splitKeeping(alternate, review.instead);
    node.monitor = ErrorMonitor.create(settings.driftConfidence);
    alternate.monitor = ErrorMonitor.create(settings.driftConfidence);
    node.monitor.alternate = alternate;
    return true;
  }

  /** The alternate, where it takes the node's place. */
  private watch(
    node: TreeNode,
    isWrong: boolean,
    batch: FeatureBatch,
    example: number,
    label: number,
    weight: number,
  ): TreeNode | null {
    const { monitor } = node;
    const alternate = monitor?.alternate ?? null;
    if (monitor === null || alternate === null || alternate.monitor === null) return null;
    monitor.add(isWrong);
    alternate.monitor.add(this.errs(alternate, batch, example, label));
    this.learnAlternate(alternate, batch, example, label, weight);
    const better = monitor.compareWith(alternate.monitor, this.settings);
    if (better === 0 && alternate.monitor.width < this.settings.window) return null;
    node.monitor = null;
    alternate.monitor = null;
    return better > 0 ? alternate : null;
  }

  private learnAlternate(root: TreeNode, batch: FeatureBatch, example: number, label: number, weight: number): void {
    let node = root;
    while (node.test !== LEAF) {
      node.observe(batch, example, label, weight);
      node = this.below(node, batch, example);
    }
    this.learnLeaf(node, batch, example, label, weight);
  }

  private below(node: TreeNode, batch: FeatureBatch, example: number): TreeNode {
    return node.next(batch, example) ?? node.addBranch(batch, example, this.growth.newLeaf());
  }

  private learnLeaf(leaf: TreeNode, batch: FeatureBatch, example: number, label: number, weight: number): void {
    const { growth, settings } = this;
    growth.learn(leaf, batch, example, label, weight);
    const { statistics, counts } = leaf;
    const seen = leaf.weight();
    if (statistics === null || !(seen - leaf.attemptedAt >= settings.gracePeriod)) return;
    leaf.attemptedAt = seen;
    if (leaf.isPure()) return;
    const decision = decideSplit(settings, statistics.suggestions(counts), counts, seen);
    if (decision.decided !== 'split') return;
    growth.splitKeeping(leaf, decision.suggestion);
    this.memory.enforce(this.top, growth);
  }

  private errs(root: TreeNode, batch: FeatureBatch, example: number, label: number): boolean {
    const { scratch, settings } = this;
    leafVotes(answering(root, batch, example), settings.leafPrediction, batch, example, scratch);
    let most = 0;
    for (let other = 1; other < scratch.length; other++) if (scratch[other]! > scratch[most]!) most = other;
    return most !== label;
  }
}

/** Whether the error of any node on the way has to be known. */
function isWatched(root: TreeNode, batch: FeatureBatch, example: number): boolean {
  let node: TreeNode | null = root;
  while (node !== null && node.test !== LEAF) {
    if (node.monitor !== null) return true;
    node = node.next(batch, example);
  }
  return false;
}

function answering(root: TreeNode, batch: FeatureBatch, example: number): TreeNode {
  let answer = root;
  let node: TreeNode | null = root;
  while (node !== null) {
    if (node.weight() > 0) answer = node;
    node = node.test === LEAF ? null : node.next(batch, example);
  }
  return answer;
}
