/** Decision trees that grow with the stream. */
import * as z from 'zod';
import { above, between, oneOf, whole } from '../schema-parts';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

export interface GrowthFields {
  readonly gracePeriod: number;
  readonly splitConfidence: number;
  readonly tieThreshold: number;
  readonly criterion: 'informationGain' | 'gini' | 'hellinger';
  readonly numericObserver: 'gaussian' | 'quantiles' | 'exhaustive';
  readonly splitPoints: number;
  readonly leafPrediction: 'majority' | 'naiveBayes' | 'naiveBayesAdaptive';
  readonly binarySplits: boolean;
  readonly maxBytes: number;
  readonly memoryPeriod: number;
  /** null: all features. */
  readonly subspace: number | null;
}

export interface TreeFields extends GrowthFields {
  readonly prePruning: boolean;
  readonly removePoorFeatures: boolean;
}

export interface HoeffdingTreeDeclaration extends LearnerCommon, TreeFields {
  readonly kind: 'hoeffdingTree';
}

export interface HoeffdingAdaptiveTreeDeclaration extends LearnerCommon, TreeFields {
  readonly kind: 'hoeffdingAdaptiveTree';
  readonly driftConfidence: number;
  readonly switchConfidence: number;
  readonly alternateWidth: number;
  readonly takeOver: 'better' | 'split';
  readonly bootstrap: boolean;
}

const flag = z.boolean({ error: 'give true or false' });

export const growthFields = {
  gracePeriod: above(0, 1e9),
  splitConfidence: above(0, 1),
  tieThreshold: between(0, 1),
  criterion: oneOf('informationGain', 'gini', 'hellinger'),
  numericObserver: oneOf('gaussian', 'quantiles', 'exhaustive'),
  splitPoints: whole(1, 1000),
  leafPrediction: oneOf('majority', 'naiveBayes', 'naiveBayesAdaptive'),
  binarySplits: flag,
  maxBytes: whole(0, 2 ** 40),
  memoryPeriod: whole(1, 1e9),
  subspace: whole(1, 1e6).nullable(),
};

const treeFields = { ...growthFields, prePruning: flag, removePoorFeatures: flag };

export const hoeffdingTreeSchema = z.strictObject({
  kind: z.literal('hoeffdingTree'),
  ...commonFields,
  ...treeFields,
});

export const hoeffdingAdaptiveTreeSchema = z.strictObject({
  kind: z.literal('hoeffdingAdaptiveTree'),
  ...commonFields,
  ...treeFields,
  driftConfidence: above(0, 1),
  switchConfidence: above(0, 1),
  alternateWidth: whole(0, 1e9),
  takeOver: oneOf('better', 'split'),
  bootstrap: flag,
});

export interface GrowthOptions extends LearnerOptions {
  /** Weight that a leaf sees between two attempts to split it. @default 200 */
  readonly gracePeriod?: number;
  /** Allowed probability of choosing another split than endless data would. @default 1e-7 */
  readonly splitConfidence?: number;
  /** When the bound is below this, candidates count as equal, and the leading one splits. @default 0.05 */
  readonly tieThreshold?: number;
  /** @default 'informationGain' */
  readonly criterion?: TreeFields['criterion'];
  /**
   * `gaussian`: cut points over the range of normal distributions; `quantiles`: at quantiles of each class, whatever the distribution is;
   * `exhaustive`: every value seen is one.
   * @default 'gaussian'
   */
  readonly numericObserver?: TreeFields['numericObserver'];
  /** Cut points tried per numeric feature by the Gaussian observer, and per class by that of quantiles. @default 10 */
  readonly splitPoints?: number;
  /** `naiveBayesAdaptive`: majority or naive Bayes, whichever was right more often in the leaf. @default 'naiveBayesAdaptive' */
  readonly leafPrediction?: TreeFields['leafPrediction'];
  /** Categorical features split into one category and the rest, never into all. @default false */
  readonly binarySplits?: boolean;
  /**
   * Above this the least promising leaves stop observing, and where split nodes alone take more, those that take most. An estimate of what the
   * tree needs while it learns, measured every `memoryPeriod`. @default 33554432 (32 MiB)
   */
  readonly maxBytes?: number;
  /** Examples between two measurements of the size. @default 10000 */
  readonly memoryPeriod?: number;
  /** Features that each leaf observes, drawn at random with the model's seed. @default all */
  readonly subspace?: number;
}

export interface TreeOptions extends GrowthOptions {
  /** Whether not to split is a candidate. @default true */
  readonly prePruning?: boolean;
  /** With leaves that predict by majority: stop weighing features that lag behind the best by more than the bound. @default false */
  readonly removePoorFeatures?: boolean;
}

export const growthDefaults: GrowthFields = {
  gracePeriod: 200,
  splitConfidence: 1e-7,
  tieThreshold: 0.05,
  criterion: 'informationGain',
  numericObserver: 'gaussian',
  splitPoints: 10,
  leafPrediction: 'naiveBayesAdaptive',
  binarySplits: false,
  maxBytes: 2 ** 25,
  memoryPeriod: 10_000,
  subspace: null,
};

export const treeDefaults: TreeFields = { ...growthDefaults, prePruning: true, removePoorFeatures: false };

/** A Hoeffding tree (Domingos and Hulten 2000) for binary and multiclass outcomes: each split as good, with high probability, as endless data would choose it. */
export const hoeffdingTree = ({
  name = 'hoeffdingTree',
  until,
  ...options
}: TreeOptions = {}): HoeffdingTreeDeclaration => ({
  kind: 'hoeffdingTree',
  name,
  untilMs: untilMsOf(until),
  ...treeDefaults,
  ...options,
});

export interface AdaptiveTreeOptions extends TreeOptions {
  /**
   * As of a Hoeffding tree, but larger: a poor split is undone when its error shows, and an early one is worth more than a sure one. Chosen
   * by the first fifths of Elec2, Phishing and Bananas alone (9,062, 250 and 1,060 examples; percent right, mean of 5 seeds):
   *
   *   1e-7  87.87 81.44 59.92     0.01  87.79 81.44 61.38
   *   1e-5  87.88 81.44 59.92     0.05  87.93 81.28 60.57
   *   1e-3  87.82 81.44 59.75     0.2   88.36 81.28 72.26
   *
   * @default 0.2 (MOA's: 1e-7)
   */
  readonly splitConfidence?: number;
  /** Chance of a false alarm each time a node's detector (ADWIN) looks at its errors. @default 0.002 */
  readonly driftConfidence?: number;
  /** Allowed probability that an alternate taken over is not better. @default 0.05 */
  readonly switchConfidence?: number;
  /** Two subtrees are compared when both were watched over more examples than this. @default 300 */
  readonly alternateWidth?: number;
  /**
   * When an alternate takes over: `better`, when its error is lower by the bound; `split`, also as soon as it finds a split of its
   * own, as MOA's does: it follows changes faster, and forgets more.
   * @default 'split'
   */
  readonly takeOver?: 'better' | 'split';
  /** Leaves see each example as often as a Poisson draw of mean 1 says, and at least once. @default true */
  readonly bootstrap?: boolean;
}

/** A Hoeffding tree that replaces the parts whose error rises (Bifet and Gavaldà 2009), for binary and multiclass outcomes. */
export const hoeffdingAdaptiveTree = ({
  name = 'hoeffdingAdaptiveTree',
  until,
  ...options
}: AdaptiveTreeOptions = {}): HoeffdingAdaptiveTreeDeclaration => ({
  kind: 'hoeffdingAdaptiveTree',
  name,
  untilMs: untilMsOf(until),
  ...treeDefaults,
  splitConfidence: 0.2,
  driftConfidence: 0.002,
  switchConfidence: 0.05,
  alternateWidth: 300,
  takeOver: 'split',
  bootstrap: true,
  ...options,
});
