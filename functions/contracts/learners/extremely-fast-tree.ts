/** The extremely fast decision tree, as it is declared. */
import * as z from 'zod';
import { above } from '../schema-parts';
import { commonFields, type LearnerCommon, untilMsOf } from './options';
import { type GrowthFields, type GrowthOptions, growthDefaults, growthFields } from './trees';

export interface ExtremelyFastDecisionTreeDeclaration extends LearnerCommon, GrowthFields {
  readonly kind: 'extremelyFastDecisionTree';
  readonly reevaluationPeriod: number;
}

export const extremelyFastDecisionTreeSchema = z.strictObject({
  kind: z.literal('extremelyFastDecisionTree'),
  ...commonFields,
  ...growthFields,
  reevaluationPeriod: above(0, 1e9),
});

export interface ExtremelyFastTreeOptions extends GrowthOptions {
  /** Weight that a split node sees between two looks at its split. @default 2000 */
  readonly reevaluationPeriod?: number;
}

/**
 * An extremely fast decision tree (Manapragada, Webb and Salehi 2018) for binary and multiclass outcomes: splits as soon as a split is better
 * than none, and takes it back when another has become better. It counts all that it has ever seen: where the rule itself changes, an adaptive or
 * a window tree follows sooner.
 */
export const extremelyFastDecisionTree = ({
  name = 'extremelyFastDecisionTree',
  until,
  ...options
}: ExtremelyFastTreeOptions = {}): ExtremelyFastDecisionTreeDeclaration => ({
  kind: 'extremelyFastDecisionTree',
  name,
  untilMs: untilMsOf(until),
  ...growthDefaults,
  reevaluationPeriod: 2000,
  ...options,
});
