/**
 * Where exactly would a numeric feature split the leaf's examples best? Every value seen is a cut point, with the exact weight per class
 * on each side, as the exhaustive binary tree of VFDT keeps it (Domingos and Hulten 2000; Gama, Fernandes and Rocha 2006), here
 * as a sorted list. learn O(log values) and a shift, best split O(values x classes), memory O(values x classes) per feature.
 * Densities are those of the Gaussian observer. A missing or infinite value is passed over.
 */
import type { FloatReader, FloatWriter } from './float-list';
import { GaussianObservers } from './gaussian-observers';
import type { NumericObservers } from './numeric-observers';
import type { TreeSettings } from './settings';
import { SortedCounts } from './sorted-counts';
import { splitMerit } from './split-merit';
import { NUMERIC, type SplitSuggestion } from './split-suggestion';

export class ExhaustiveObservers implements NumericObservers {
  private readonly gaussian: GaussianObservers;
  private readonly counts: readonly SortedCounts[];

  constructor(
    private readonly settings: TreeSettings,
    private readonly features: Int32Array,
  ) {
    this.gaussian = new GaussianObservers(settings, features);
    this.counts = Array.from(features, () => new SortedCounts(settings.classes));
  }

  learn(numeric: Float64Array, row: number, label: number, weight: number): void {
    const { counts, features } = this;
    this.gaussian.learn(numeric, row, label, weight);
    for (let j = 0; j < counts.length; j++) {
      const value = numeric[row + features[j]!]!;
      if (value - value === 0) counts[j]!.add(value, label, weight);
    }
  }

  logDensity(numeric: Float64Array, row: number, label: number): number {
    return this.gaussian.logDensity(numeric, row, label);
  }

  bestSplit(j: number, pre: Float64Array): SplitSuggestion | null {
    const counts = this.counts[j]!;
    const classes = pre.length;
    const post = new Float64Array(2 * classes);
    counts.addTotals(post, classes);
    let best = -1;
    let merit = Number.NEGATIVE_INFINITY;
    for (let at = 0; at < counts.size; at++) {
      counts.moveAcross(at, post);
      const found = splitMerit(this.settings.criterion, pre, post);
      if (best < 0 || found > merit) [best, merit] = [at, found];
    }
    if (best < 0) return null;
    post.fill(0);
    counts.addTotals(post, classes);
    for (let at = 0; at <= best; at++) counts.moveAcross(at, post);
    return { test: NUMERIC, feature: this.features[j]!, threshold: counts.valueAt(best), slots: [], merit, post };
  }

  bytes(): number {
    return this.counts.reduce((sum, counts) => sum + counts.bytes(), this.gaussian.bytes());
  }

  write(to: FloatWriter): void {
    this.gaussian.write(to);
    for (const counts of this.counts) counts.write(to);
  }

  read(from: FloatReader): void {
    this.gaussian.read(from);
    for (const counts of this.counts) counts.read(from);
  }
}
