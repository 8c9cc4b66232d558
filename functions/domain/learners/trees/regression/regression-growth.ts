/**
 * How the leaves of a regression tree come to be, learn, predict, and become splits. O(features log bins) per example, and
 * O(features x bins) each grace period.
 *
 * A leaf splits when the ratio of the second best reduction to the best is below 1 by more than the Hoeffding bound, or the bound is below
 * the threshold for ties (Ikonomovska, Gama and Džeroski 2011). What it inherited of its parent's outcomes makes its mean, and
 * counts for nothing in that: the features were observed without it.
 */
import type { FeatureBatch } from '../../../features/batch';
import type { Random } from '../../../numeric/random';
import { hoeffdingBound } from '../split-decision';
import { drawSubspace } from '../subspace';
import { BranchWatch } from './branch-watch';
import { LeafObservers } from './leaf-observers';
import { RegressionNode } from './regression-node';
import type { RegressionTreeSettings } from './settings';
import type { StandardisedRow } from './standardised-row';
import { addTarget, MEAN, TARGET_NUMBERS, WEIGHT } from './target-moments';

export class RegressionGrowth {
  private readonly isLinear: boolean;
  private readonly all: Int32Array;

  constructor(
    private readonly settings: RegressionTreeSettings,
    /** Holds the example that is learned or predicted. */
    private readonly row: StandardisedRow,
    /** Draws the features that a leaf observes. */
    readonly random: Random,
  ) {
    const { numericCount, categoricalCount } = settings;
    this.isLinear = settings.leafPrediction !== 'mean';
    this.all = Int32Array.from({ length: numericCount + categoricalCount }, (_, feature) => feature);
  }

  /** A leaf that knows nothing. */
  newLeaf(): RegressionNode {
    const leaf = new RegressionNode(new Float64Array(TARGET_NUMBERS));
    if (this.isLinear) leaf.weights = new Float64Array(1 + this.settings.numericCount);
    this.activate(leaf);
    return leaf;
  }

  activate(leaf: RegressionNode): void {
    leaf.statistics = new LeafObservers(this.settings, drawSubspace(this.all, this.settings.subspace, this.random));
    leaf.observedFrom = leaf.targets[WEIGHT]!;
    leaf.attemptedAt = leaf.observedFrom;
  }

  predict(leaf: RegressionNode): number {
    const { weights, targets } = leaf;
    if (weights === null) return targets[MEAN]!;
    if (this.settings.leafPrediction === 'adaptive' && leaf.meanError < leaf.linearError) return targets[MEAN]!;
    return this.row.predicted(weights);
  }

  learn(leaf: RegressionNode, batch: FeatureBatch, example: number, outcome: number, weight: number): void {
    const { targets, weights } = leaf;
    if (weights !== null) {
      const { learningRate, errorFading } = this.settings;
      const fromMean = outcome - targets[MEAN]!;
      const form = this.row.form(weights);
      const fromModel = outcome - this.row.outcomeAt(form);
      leaf.meanError = errorFading * leaf.meanError + weight * fromMean * fromMean;
      leaf.linearError = errorFading * leaf.linearError + weight * fromModel * fromModel;
      this.row.teach(weights, form, outcome, learningRate, weight);
    }
    addTarget(targets, 0, outcome, weight);
    leaf.statistics?.learn(batch, example, outcome, weight);
  }

  /** Learns, and splits the leaf when it is time; whether it did. */
  grow(leaf: RegressionNode, batch: FeatureBatch, example: number, outcome: number, weight: number): boolean {
    this.learn(leaf, batch, example, outcome, weight);
    return this.attempt(leaf);
  }

  private attempt(leaf: RegressionNode): boolean {
    const { gracePeriod, splitConfidence, tieThreshold, adaptive } = this.settings;
    const { statistics, targets } = leaf;
    const weight = targets[WEIGHT]!;
    if (statistics === null || !(weight - leaf.attemptedAt >= gracePeriod)) return false;
    leaf.attemptedAt = weight;
    const observed = weight - leaf.observedFrom;
    const leader = statistics.leader(observed);
    if (leader === null) return false;
    const bound = hoeffdingBound(1, splitConfidence, observed);
    if (!(leader.second < leader.reduction * (1 - bound) || bound < tieThreshold)) return false;
    const split = leader.split();
    const branches = [this.branch(leaf, split.post, 0), this.branch(leaf, split.post, TARGET_NUMBERS)];
    leaf.split(split, branches);
    if (adaptive) leaf.watch = new BranchWatch(this.settings);
    return true;
  }

  /** A leaf that begins with its share of the outcomes, and with the model of its parent. */
  private branch(parent: RegressionNode, post: Float64Array, at: number): RegressionNode {
    const leaf = new RegressionNode(post.slice(at, at + TARGET_NUMBERS));
    leaf.weights = parent.weights?.slice() ?? null;
    leaf.meanError = parent.meanError;
    leaf.linearError = parent.linearError;
    this.activate(leaf);
    return leaf;
  }
}
