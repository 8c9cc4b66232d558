/** A way to split a leaf, and the outcomes on either side. */

/** How a split node sends an example on. */
export const NUMERIC = 1;
/** Categories of the one branch, and those of the other. */
export const CATEGORIES = 2;

export interface RegressionSplit {
  readonly test: typeof NUMERIC | typeof CATEGORIES;
  readonly feature: number;
  readonly threshold: number;
  readonly branchOf: ReadonlyMap<number, number> | null;
  /** Weight, mean and squares of the outcomes of each branch. */
  readonly post: Float64Array;
}
