/** A way to split a leaf, and what it would make of the leaf's weight. */

/** How a split node sends an example on. */
export const NUMERIC = 1;
/** One category, and all others. */
export const ONE_CATEGORY = 2;
export const ALL_CATEGORIES = 3;

export interface SplitSuggestion {
  readonly test: typeof NUMERIC | typeof ONE_CATEGORY | typeof ALL_CATEGORIES;
  /** Numeric features come first, the categorical ones follow. */
  readonly feature: number;
  /** NUMERIC: the greatest value of the first branch. ONE_CATEGORY: the slot of the first branch. */
  readonly threshold: number;
  /** ALL_CATEGORIES: the slot of each branch. */
  readonly slots: readonly number[];
  readonly merit: number;
  /** Weight per class of each branch, branch by branch. */
  readonly post: Float64Array;
}
