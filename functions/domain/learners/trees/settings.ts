/** What a tree that grows by the Hoeffding bound is told: the options of its declaration, and the shape of its examples. */
import type { Problem } from '../learner';

export type SplitCriterion = 'informationGain' | 'gini' | 'hellinger';
export type LeafPrediction = 'majority' | 'naiveBayes' | 'naiveBayesAdaptive';
export type NumericObserverKind = 'gaussian' | 'quantiles' | 'exhaustive';

export interface TreeOptions {
  /** Weight a leaf sees between two attempts to split it. */
  readonly gracePeriod: number;
  /** Allowed probability of choosing another split than endless data would. */
  readonly splitConfidence: number;
  /** A Hoeffding bound below this splits whichever feature leads. */
  readonly tieThreshold: number;
  readonly criterion: SplitCriterion;
  readonly numericObserver: NumericObserverKind;
  /** Cut points tried per numeric feature by the Gaussian observer, and per class by that of quantiles. */
  readonly splitPoints: number;
  readonly leafPrediction: LeafPrediction;
  /** Whether not splitting is one of the candidates. */
  readonly prePruning: boolean;
  /** Categorical features split into one value and the rest, never into all values. */
  readonly binarySplits: boolean;
  /** Leaves that predict by majority stop observing features that lag behind the best by more than the bound. */
  readonly removePoorFeatures: boolean;
  /** Above this the least promising leaves stop observing. */
  readonly maxBytes: number;
  /** Examples between two measurements of the tree's size. */
  readonly memoryPeriod: number;
  /** Features that a leaf observes, drawn for each leaf; null: all. */
  readonly subspace: number | null;
}

export interface TreeSettings extends TreeOptions {
  /**
   * `hashed`: a leaf reckons with the categories that it has seen. `numbered`: slots are the numbers 0, 1, … of a fixed list, and it
   * reckons with all up to the greatest seen, as MOA does with the values of a nominal attribute.
   */
  readonly categories: 'hashed' | 'numbered';
  readonly classes: number;
  readonly numericCount: number;
  readonly categoricalCount: number;
}

export interface AdaptiveOptions extends TreeOptions {
  /** Chance of a false alarm of a node's detector at a check. */
  readonly driftConfidence: number;
  /** Of the bound by which an alternate must be better to take over. */
  readonly switchConfidence: number;
  /** An alternate is compared when both errors were watched over more examples than this. */
  readonly alternateWidth: number;
  /**
   * When an alternate takes the node's place: `better`, when its error is lower by the bound; `split`, as in MOA, as soon as it has
   * found a split of its own, which follows faster.
   */
  readonly takeOver: 'better' | 'split';
  /** Whether leaves see an example as often as a Poisson draw says, and at least once (online bagging). */
  readonly bootstrap: boolean;
}

export interface AdaptiveSettings extends TreeSettings, AdaptiveOptions {}

/** Of trees that look at their splits again: not splitting is a candidate each time, and no feature is ever forgotten. */
type ReviewedOptions = Omit<TreeOptions, 'prePruning' | 'removePoorFeatures'>;
const REVIEWED = { prePruning: true, removePoorFeatures: false };

export interface ExtremelyFastOptions extends ReviewedOptions {
  /** Weight that a split node sees between two looks at its split. */
  readonly reevaluationPeriod: number;
}

export interface ExtremelyFastSettings extends TreeSettings, ExtremelyFastOptions {}

export const extremelyFastSettings = (options: ExtremelyFastOptions, problem: Problem): ExtremelyFastSettings =>
  treeSettings({ ...options, ...REVIEWED }, problem);

export interface WindowOptions extends ReviewedOptions {
  /** The most examples that the tree tells of. */
  readonly window: number;
  /** Weight that a split node sees between two looks at its split. */
  readonly reevaluationPeriod: number;
  readonly switchConfidence: number;
  readonly alternateWidth: number;
}

export interface WindowSettings extends TreeSettings, WindowOptions {
  readonly driftConfidence: number;
}

/** Of ADWIN, within which subtrees are compared. */
const DRIFT_CONFIDENCE = 0.002;

export const windowSettings = (options: WindowOptions, problem: Problem): WindowSettings =>
  treeSettings({ ...options, ...REVIEWED, driftConfidence: DRIFT_CONFIDENCE }, problem);

/** @throws Error for a regression problem */
export function treeSettings<T extends TreeOptions>(
  options: T,
  { task, outputs, ...problem }: Problem,
): T & TreeSettings {
  if (task === 'regression')
    throw new Error('learners: a classification tree is declared, and the outcome is regression');
  return {
    ...options,
    categories: 'hashed',
    classes: task === 'binary' ? 2 : outputs,
    numericCount: problem.numericCount,
    categoricalCount: problem.categoricalCount,
  };
}
