/** Learners for outcomes of which one class is rare. */
import * as z from 'zod';
import { above } from '../schema-parts';
import type { LearnerDeclaration } from './learner';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

export interface RebalancedDeclaration extends LearnerCommon {
  readonly kind: 'rebalanced';
  readonly base: LearnerDeclaration;
  /** The share of examples of class 0 that is learned. */
  readonly keepNegatives: number;
  /** How many times its weight an example of class 1 has. */
  readonly positiveWeight: number;
}

export const rebalancedSchema = (member: z.ZodType<LearnerDeclaration>) =>
  z.strictObject({
    kind: z.literal('rebalanced'),
    ...commonFields,
    base: member,
    keepNegatives: above(0, 1),
    positiveWeight: above(0, 1e6),
  });

interface RebalancedOptions extends LearnerOptions {
  readonly base: LearnerDeclaration;
  /** Learning costs this share of class 0; a share that leaves about as many as there are of class 1 is usual. @default 1, all */
  readonly keepNegatives?: number;
  /** @default 1 */
  readonly positiveWeight?: number;
}

/** A binary learner that sees class 0 less often, or class 1 heavier; its probabilities are corrected for both. */
export const rebalanced = ({
  name = 'rebalanced',
  until,
  keepNegatives = 1,
  positiveWeight = 1,
  ...rest
}: RebalancedOptions): RebalancedDeclaration => ({
  kind: 'rebalanced',
  name,
  untilMs: untilMsOf(until),
  keepNegatives,
  positiveWeight,
  ...rest,
});
