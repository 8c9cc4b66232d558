/** Trees that learn values. */
import * as z from 'zod';
import { above, between, oneOf, whole } from '../schema-parts';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

interface RegressionTreeFields {
  readonly gracePeriod: number;
  readonly splitConfidence: number;
  readonly tieThreshold: number;
  readonly criterion: 'variance' | 'standardDeviation';
  readonly minBranchWeight: number;
  /** null: as many as there are values. */
  readonly bins: number | null;
  readonly leafPrediction: 'mean' | 'linear' | 'adaptive';
  readonly learningRate: number;
  readonly errorFading: number;
  readonly adaptive: boolean;
  readonly driftDelta: number;
  readonly driftThreshold: number;
  readonly alternateFading: number;
  readonly alternatePeriod: number;
  readonly alternateLife: number;
  readonly maxBytes: number;
  readonly memoryPeriod: number;
  /** null: all features. */
  readonly subspace: number | null;
}

export interface HoeffdingRegressionTreeDeclaration extends LearnerCommon, RegressionTreeFields {
  readonly kind: 'hoeffdingRegressionTree';
}

export const hoeffdingRegressionTreeSchema = z.strictObject({
  kind: z.literal('hoeffdingRegressionTree'),
  ...commonFields,
  gracePeriod: above(0, 1e9),
  splitConfidence: above(0, 1),
  tieThreshold: between(0, 1),
  criterion: oneOf('variance', 'standardDeviation'),
  minBranchWeight: above(0, 1e9),
  bins: whole(2, 1e6).nullable(),
  leafPrediction: oneOf('mean', 'linear', 'adaptive'),
  learningRate: above(0, 1),
  errorFading: between(0, 1),
  adaptive: z.boolean({ error: 'give true or false' }),
  driftDelta: between(0, 1),
  driftThreshold: above(0, 1e9),
  alternateFading: between(0, 1),
  alternatePeriod: whole(1, 1e9),
  alternateLife: whole(1, 1e9),
  maxBytes: whole(0, 2 ** 40),
  memoryPeriod: whole(1, 1e9),
  subspace: whole(1, 1e6).nullable(),
});

export interface RegressionTreeOptions extends LearnerOptions {
  /** Weight that a leaf sees between two attempts to split it. @default 100 */
  readonly gracePeriod?: number;
  /**
   * Allowed probability of choosing another split than endless data would; larger than MOA's 1e-7, as the models in the leaves make
   * good for a poor split, and an early one is worth more than a sure one.
   * @default 0.01
   */
  readonly splitConfidence?: number;
  /** When the bound is below this, candidates count as equal, and the leading one splits. @default 0.05 */
  readonly tieThreshold?: number;
  /** What a split is to reduce. @default 'standardDeviation' */
  readonly criterion?: RegressionTreeFields['criterion'];
  /** Least weight on either side of a split. @default 5 */
  readonly minBranchWeight?: number;
  /** Bins per numeric feature of a leaf, between which it may be cut; null: every value seen is one. @default 64 */
  readonly bins?: number | null;
  /** `adaptive`: the mean or the linear model, whichever erred less of late in the leaf. @default 'adaptive' */
  readonly leafPrediction?: RegressionTreeFields['leafPrediction'];
  /** Of the leaves' linear models. @default 0.02 */
  readonly learningRate?: number;
  /** What is left of an error after another example, when a leaf compares its mean with its model. @default 0.95 */
  readonly errorFading?: number;
  /** Whether parts of the tree whose error rises are replaced by new ones. @default false */
  readonly adaptive?: boolean;
  /**
   * An adaptive tree sums up by how much each error, as a share of three deviations of the outcomes, is above the mean error and this.
   * @default 0.005
   */
  readonly driftDelta?: number;
  /** It takes a rise of that sum by more than this for a drift. @default 50 */
  readonly driftThreshold?: number;
  /** What is left of a squared error after another example, when an alternate is compared. @default 0.995 */
  readonly alternateFading?: number;
  /** Examples between two comparisons of an alternate. @default 150 */
  readonly alternatePeriod?: number;
  /** An alternate that is not better after so many examples goes. @default 1500 */
  readonly alternateLife?: number;
  /** Above this the deepest leaves stop observing. @default 33554432 (32 MiB) */
  readonly maxBytes?: number;
  /** Examples between two measurements of the size. @default 10000 */
  readonly memoryPeriod?: number;
  /** Features by which each leaf may split, drawn at random with the model's seed: many such trees, bagged, are a random forest. @default all */
  readonly subspace?: number;
}

/** A Hoeffding tree for values, with linear models in its leaves: FIMT, and FIMT-DD where it is adaptive (Ikonomovska, Gama and Džeroski 2011). */
export const hoeffdingRegressionTree = ({
  name = 'hoeffdingRegressionTree',
  until,
  ...options
}: RegressionTreeOptions = {}): HoeffdingRegressionTreeDeclaration => ({
  kind: 'hoeffdingRegressionTree',
  name,
  untilMs: untilMsOf(until),
  gracePeriod: 100,
  splitConfidence: 0.01,
  tieThreshold: 0.05,
  criterion: 'standardDeviation',
  minBranchWeight: 5,
  bins: 64,
  leafPrediction: 'adaptive',
  learningRate: 0.02,
  errorFading: 0.95,
  adaptive: false,
  driftDelta: 0.005,
  driftThreshold: 50,
  alternateFading: 0.995,
  alternatePeriod: 150,
  alternateLife: 1500,
  maxBytes: 2 ** 25,
  memoryPeriod: 10_000,
  subspace: null,
  ...options,
});
