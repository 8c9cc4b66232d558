/**
 * How leaves come to be, learn, and become splits: the part that all trees grown by the Hoeffding bound share. O(features) per example,
 * and O(features x points x classes) each grace period.
 */
import type { FeatureBatch } from '../../features/batch';
import type { Random } from '../../numeric/random';
import { LeafStatistics } from './leaf-statistics';
import { adaptiveVotes, bayesChoice, leafVotes } from './leaf-votes';
import type { TreeSettings } from './settings';
import { decideSplit, hoeffdingBound } from './split-decision';
import { meritRange } from './split-merit';
import type { SplitSuggestion } from './split-suggestion';
import { drawSubspace } from './subspace';
import { TreeNode } from './tree-node';

export class LeafGrowth {
  private readonly scratch: Float64Array;
  private readonly all: Int32Array;

  constructor(
    private readonly settings: TreeSettings,
    /** Draws the features that a leaf observes. */
    readonly random: Random,
  ) {
    this.scratch = new Float64Array(settings.classes);
    this.all = Int32Array.from({ length: settings.numericCount + settings.categoricalCount }, (_, feature) => feature);
  }

  /** A leaf that observes its features. `counts` becomes its own. */
  newLeaf(counts = new Float64Array(this.settings.classes)): TreeNode {
    const leaf = new TreeNode(counts);
    this.activate(leaf);
    return leaf;
  }

  activate(leaf: TreeNode): void {
    leaf.statistics = new LeafStatistics(this.settings, drawSubspace(this.all, this.settings.subspace, this.random));
    leaf.attemptedAt = leaf.weight();
    leaf.majorityCorrect = 0;
    leaf.bayesCorrect = 0;
  }

  learn(leaf: TreeNode, batch: FeatureBatch, example: number, label: number, weight: number): void {
    if (this.settings.leafPrediction === 'naiveBayesAdaptive' && leaf.statistics !== null) {
      this.compare(leaf, bayesChoice(leaf, batch, example, this.scratch), label, weight);
    }
    this.count(leaf, batch, example, label, weight);
  }

  /** What the leaf predicts, then `learn`: naive Bayes is reckoned once for both. */
  votesAndLearn(
    leaf: TreeNode,
    batch: FeatureBatch,
    example: number,
    label: number,
    weight: number,
    votes: Float64Array,
  ): void {
    const { leafPrediction } = this.settings;
    if (leafPrediction === 'naiveBayesAdaptive' && leaf.statistics !== null) {
      this.compare(leaf, adaptiveVotes(leaf, batch, example, votes), label, weight);
    } else leafVotes(leaf, leafPrediction, batch, example, votes);
    this.count(leaf, batch, example, label, weight);
  }

  /** Whether the leaf decided: it then is a split node, or has stopped observing. */
  attempt(leaf: TreeNode): boolean {
    const { settings } = this;
    const { statistics, counts } = leaf;
    if (statistics === null) return false;
    const weight = leaf.weight();
    if (!(weight - leaf.attemptedAt >= settings.gracePeriod)) return false;
    leaf.attemptedAt = weight;
    if (leaf.isPure()) return false;
    const suggestions = statistics.suggestions(counts);
    const decision = decideSplit(settings, suggestions, counts, weight);
    if (settings.removePoorFeatures && settings.leafPrediction === 'majority') {
      this.removePoor(statistics, suggestions, weight);
    }
    if (decision.decided === 'wait') return false;
    if (decision.decided === 'stop') leaf.statistics = null;
    else leaf.split(decision.suggestion, this.branchesOf(decision.suggestion));
    return true;
  }

  /** A node that observes goes on with the same features, having seen nothing. */
  forgetCounts(node: TreeNode): void {
    if (node.statistics !== null) node.statistics = node.statistics.emptied(this.settings);
  }

  /** Splits a leaf, or a split node anew, which goes on counting. */
  splitKeeping(node: TreeNode, suggestion: SplitSuggestion): void {
    const { statistics } = node;
    node.split(suggestion, this.branchesOf(suggestion));
    node.statistics = statistics;
  }

  private branchesOf({ post }: SplitSuggestion): TreeNode[] {
    const { classes } = this.settings;
    const branches: TreeNode[] = [];
    for (let at = 0; at < post.length; at += classes) branches.push(this.newLeaf(post.slice(at, at + classes)));
    return branches;
  }

  private removePoor(statistics: LeafStatistics, suggestions: readonly SplitSuggestion[], weight: number): void {
    const { criterion, classes, splitConfidence } = this.settings;
    const bound = hoeffdingBound(meritRange(criterion, classes), splitConfidence, weight);
    let best = Number.NEGATIVE_INFINITY;
    for (const { merit } of suggestions) best = Math.max(best, merit);
    for (const { merit, feature } of suggestions) if (best - merit > bound) statistics.forget(feature);
  }

  private compare(leaf: TreeNode, chosenByBayes: number, label: number, weight: number): void {
    if (leaf.majority() === label) leaf.majorityCorrect += weight;
    if (chosenByBayes === label) leaf.bayesCorrect += weight;
  }

  private count(leaf: TreeNode, batch: FeatureBatch, example: number, label: number, weight: number): void {
    const { statistics, counts } = leaf;
    if (statistics !== null) statistics.learn(batch, example, label, weight);
    counts[label] = counts[label]! + weight;
  }
}
