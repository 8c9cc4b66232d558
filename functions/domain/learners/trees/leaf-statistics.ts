/**
 * What a leaf that may still split remembers of its examples: observers of its numeric features, and counts of its categorical ones.
 * O(features) per example.
 */
import type { FeatureBatch } from '../../features/batch';
import { CategoryCounts } from './category-counts';
import { ExhaustiveObservers } from './exhaustive-observers';
import { FloatReader, FloatWriter } from './float-list';
import { GaussianObservers } from './gaussian-observers';
import type { NumericObservers } from './numeric-observers';
import { QuantileObservers } from './quantile-observers';
import type { TreeSettings } from './settings';
import type { SplitSuggestion } from './split-suggestion';

const OBSERVERS = { gaussian: GaussianObservers, quantiles: QuantileObservers, exhaustive: ExhaustiveObservers };

const NONE = new Int32Array(0);

export class LeafStatistics {
  private readonly numericObserved: Int32Array;
  private readonly categoricalObserved: Int32Array;
  private readonly numeric: NumericObservers;
  private readonly categories: readonly CategoryCounts[];
  private readonly forgotten = new Set<number>();

  /** @param features those observed, ascending: the numeric ones by column, then the categorical ones */
  constructor(
    settings: TreeSettings,
    private readonly features: Int32Array,
  ) {
    const { numericCount } = settings;
    let numeric = 0;
    while (numeric < features.length && features[numeric]! < numericCount) numeric += 1;
    // Forests make leaves by the thousand, and a view costs as much as what it shows.
    const allNumeric = numeric === features.length;
    this.numericObserved = allNumeric ? features : features.subarray(0, numeric);
    this.categoricalObserved = allNumeric ? NONE : features.subarray(numeric);
    this.numeric = new OBSERVERS[settings.numericObserver](settings, this.numericObserved);
    const categories: CategoryCounts[] = [];
    for (let j = numeric; j < features.length; j++) categories.push(new CategoryCounts(settings, features[j]!));
    this.categories = categories;
  }

  learn(batch: FeatureBatch, example: number, label: number, weight: number): void {
    this.numeric.learn(batch.numeric, example * batch.numericCount, label, weight);
    const { categories, categoricalObserved } = this;
    const row = example * batch.hashedCount - batch.numericCount;
    for (let j = 0; j < categories.length; j++) {
      categories[j]!.learn(batch.hashed[row + categoricalObserved[j]!]!, label, weight);
    }
  }

  /** The logarithm of how likely the example's features are within the class, taken as independent. */
  logLikelihood(batch: FeatureBatch, example: number, label: number): number {
    let sum = this.numeric.logDensity(batch.numeric, example * batch.numericCount, label);
    const { categories, categoricalObserved } = this;
    const row = example * batch.hashedCount - batch.numericCount;
    for (let j = 0; j < categories.length; j++) {
      sum += categories[j]!.logProbability(batch.hashed[row + categoricalObserved[j]!]!, label);
    }
    return sum;
  }

  /** The best split by each feature that can be split, in the order of the features. */
  suggestions(pre: Float64Array): SplitSuggestion[] {
    const found: SplitSuggestion[] = [];
    for (let j = 0; j < this.numericObserved.length; j++) {
      const best = this.forgotten.has(this.numericObserved[j]!) ? null : this.numeric.bestSplit(j, pre);
      if (best !== null) found.push(best);
    }
    for (const counts of this.categories) {
      const best = this.forgotten.has(counts.feature) ? null : counts.bestSplit(pre);
      if (best !== null) found.push(best);
    }
    return found;
  }

  /** No longer splits by this feature. */
  forget(feature: number): void {
    this.forgotten.add(feature);
  }

  /** Of the same features, with nothing seen. */
  emptied(settings: TreeSettings): LeafStatistics {
    return new LeafStatistics(settings, this.features);
  }

  /** Detached. */
  copy(settings: TreeSettings): LeafStatistics {
    const numbers = new FloatWriter();
    this.write(numbers);
    return LeafStatistics.read(settings, new FloatReader(numbers.written(), 'copied'));
  }

  bytes(): number {
    let sum = this.features.byteLength + this.numeric.bytes();
    for (const counts of this.categories) sum += counts.bytes();
    return sum;
  }

  write(to: FloatWriter): void {
    to.put(this.features.length);
    to.putAll(this.features);
    to.put(this.forgotten.size);
    to.putAll([...this.forgotten]);
    this.numeric.write(to);
    for (const counts of this.categories) counts.write(to);
  }

  static read(settings: TreeSettings, from: FloatReader): LeafStatistics {
    const features = new Int32Array(from.takeLength());
    from.fill(features);
    const statistics = new LeafStatistics(settings, features);
    for (let left = from.takeLength(); left > 0; left--) statistics.forgotten.add(from.take());
    statistics.numeric.read(from);
    for (const counts of statistics.categories) counts.read(from);
    return statistics;
  }
}
