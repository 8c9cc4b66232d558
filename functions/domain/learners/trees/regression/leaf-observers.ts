/**
 * What a leaf that may still split remembers of its examples: how the outcomes go with each feature. O(features log bins) per example,
 * O(features x bins) to find the split that leads.
 */
import type { FeatureBatch } from '../../../features/batch';
import type { FloatReader, FloatWriter } from '../float-list';
import type { Cut } from './best-cut';
import { addSidesOf, type CategoryCut, CategoryTargets } from './category-targets';
import { CATEGORIES, NUMERIC, type RegressionSplit } from './regression-split';
import type { RegressionTreeSettings } from './settings';
import { TargetBins } from './target-bins';
import { TARGET_NUMBERS } from './target-moments';

/** The feature that leads, and by how much. */
export interface Leader {
  readonly feature: number;
  readonly reduction: number;
  /** Of the feature that comes next; 0 without one, as not splitting reduces nothing. */
  readonly second: number;
  readonly split: () => RegressionSplit;
}

export class LeafObservers {
  private readonly numeric: readonly TargetBins[];
  private readonly categories: readonly CategoryTargets[];

  /** @param features those observed, ascending: the numeric ones by column, then the categorical ones */
  constructor(
    settings: RegressionTreeSettings,
    private readonly features: Int32Array,
  ) {
    const { numericCount } = settings;
    const numeric = features.filter((feature) => feature < numericCount);
    this.numeric = Array.from(numeric, () => new TargetBins(settings));
    this.categories = Array.from({ length: features.length - numeric.length }, () => new CategoryTargets(settings));
  }

  learn(batch: FeatureBatch, example: number, outcome: number, weight: number): void {
    const { numeric, categories, features } = this;
    const row = example * batch.numericCount;
    for (let at = 0; at < numeric.length; at++) {
      const value = batch.numeric[row + features[at]!]!;
      if (value - value === 0) numeric[at]!.add(value, outcome, weight);
    }
    const slots = example * batch.hashedCount - batch.numericCount;
    for (let at = 0; at < categories.length; at++) {
      categories[at]!.add(batch.hashed[slots + features[numeric.length + at]!]!, outcome, weight);
    }
  }

  /**
   * Of equal reductions the later feature leads. A feature that is known of only a part of the weight observed counts for that part.
   * null: no feature reduces anything.
   */
  leader(observed: number): Leader | null {
    let best: Leader | null = null;
    const offer = (feature: number, cut: Cut, split: () => RegressionSplit): void => {
      const reduction = cut.reduction * Math.min(1, cut.weight / observed);
      if (best === null || reduction >= best.reduction) {
        best = { feature, reduction, second: best?.reduction ?? 0, split };
      } else if (reduction > best.second) best = { ...best, second: reduction };
    };
    for (const [at, bins] of this.numeric.entries()) {
      const feature = this.features[at]!;
      const cut = bins.bestCut();
      if (cut !== null) offer(feature, cut, () => numericSplit(feature, bins, cut));
    }
    for (const [at, targets] of this.categories.entries()) {
      const feature = this.features[this.numeric.length + at]!;
      const cut = targets.bestCut();
      if (cut !== null) offer(feature, cut, () => categoricalSplit(feature, cut));
    }
    return best;
  }

  bytes(): number {
    let sum = this.features.byteLength;
    for (const bins of this.numeric) sum += bins.bytes();
    for (const targets of this.categories) sum += targets.bytes();
    return sum;
  }

  write(to: FloatWriter): void {
    to.put(this.features.length);
    to.putAll(this.features);
    for (const bins of this.numeric) bins.write(to);
    for (const targets of this.categories) targets.write(to);
  }

  static read(settings: RegressionTreeSettings, from: FloatReader): LeafObservers {
    const features = new Int32Array(from.takeLength());
    from.fill(features);
    const observers = new LeafObservers(settings, features);
    for (const bins of observers.numeric) bins.read(from);
    for (const targets of observers.categories) targets.read(from);
    return observers;
  }
}

function numericSplit(feature: number, bins: TargetBins, { last }: Cut): RegressionSplit {
  const post = new Float64Array(2 * TARGET_NUMBERS);
  bins.addSides(last, post);
  return { test: NUMERIC, feature, threshold: bins.thresholdOf(last), branchOf: null, post };
}

function categoricalSplit(feature: number, cut: CategoryCut): RegressionSplit {
  const post = new Float64Array(2 * TARGET_NUMBERS);
  addSidesOf(cut, post);
  const branchOf = new Map(cut.slots.map((slot, rank) => [slot, rank <= cut.last ? 0 : 1]));
  return { test: CATEGORIES, feature, threshold: 0, branchOf, post };
}
