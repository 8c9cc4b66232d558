/**
 * Where would a numeric feature split the leaf's examples best, whatever its distribution? A quantile summary per feature and class; cut
 * points at quantiles of each class, the greatest value among them, and the weights on either side from the ranks in every class.
 * learn O(features log entries), best split O(points x classes² x entries) per feature, memory about 32 bytes x entries per
 * feature and class. Densities are those of the Gaussian observer. A missing or infinite value is passed over.
 */
import type { FloatReader, FloatWriter } from './float-list';
import { GaussianObservers } from './gaussian-observers';
import type { NumericObservers } from './numeric-observers';
import { QuantileSummary } from './quantile-summary';
import type { TreeSettings } from './settings';
import { splitMerit } from './split-merit';
import { NUMERIC, type SplitSuggestion } from './split-suggestion';

/** Of the weight of a class: a cut is misjudged by no more than this. */
const RANK_ERROR = 0.02;

export class QuantileObservers implements NumericObservers {
  private readonly gaussian: GaussianObservers;
  /** By feature, then by class. */
  private readonly summaries: readonly QuantileSummary[];

  constructor(
    private readonly settings: TreeSettings,
    private readonly features: Int32Array,
  ) {
    this.gaussian = new GaussianObservers(settings, features);
    const count = features.length * settings.classes;
    this.summaries = Array.from({ length: count }, () => new QuantileSummary(RANK_ERROR));
  }

  learn(numeric: Float64Array, row: number, label: number, weight: number): void {
    const { summaries, features } = this;
    const { classes } = this.settings;
    this.gaussian.learn(numeric, row, label, weight);
    for (let j = 0; j < features.length; j++) {
      const value = numeric[row + features[j]!]!;
      if (value - value === 0) summaries[j * classes + label]!.add(value, weight);
    }
  }

  logDensity(numeric: Float64Array, row: number, label: number): number {
    return this.gaussian.logDensity(numeric, row, label);
  }

  bestSplit(j: number, pre: Float64Array): SplitSuggestion | null {
    const { splitPoints, criterion, classes } = this.settings;
    const summaries = this.summaries.slice(j * classes, (j + 1) * classes);
    let best: SplitSuggestion | null = null;
    for (const summary of summaries) {
      if (!(summary.weight > 0)) continue;
      let before = Number.NaN;
      for (let point = 1; point <= splitPoints; point++) {
        const threshold = summary.quantile(point / splitPoints);
        if (threshold === before) continue;
        before = threshold;
        const post = weightsBeside(summaries, threshold);
        const merit = splitMerit(criterion, pre, post);
        if (best === null || merit > best.merit) {
          best = { test: NUMERIC, feature: this.features[j]!, threshold, slots: [], merit, post };
        }
      }
    }
    return best;
  }

  bytes(): number {
    return this.summaries.reduce((sum, summary) => sum + summary.bytes(), this.gaussian.bytes());
  }

  write(to: FloatWriter): void {
    this.gaussian.write(to);
    for (const summary of this.summaries) summary.write(to);
  }

  read(from: FloatReader): void {
    this.gaussian.read(from);
    for (const summary of this.summaries) summary.read(from);
  }
}

/** The weight per class at most `threshold`, then that above it. */
function weightsBeside(summaries: readonly QuantileSummary[], threshold: number): Float64Array {
  const classes = summaries.length;
  const post = new Float64Array(2 * classes);
  for (let label = 0; label < classes; label++) {
    const { weight } = summaries[label]!;
    post[label] = summaries[label]!.rank(threshold);
    post[classes + label] = weight - post[label]!;
  }
  return post;
}
