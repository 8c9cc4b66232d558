/** Forests of Hoeffding trees. */
import * as z from 'zod';
import { above, whole } from '../schema-parts';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';
import { type HoeffdingTreeDeclaration, hoeffdingTree, hoeffdingTreeSchema } from './trees';

export interface AdaptiveRandomForestDeclaration extends LearnerCommon {
  readonly kind: 'adaptiveRandomForest';
  readonly base: HoeffdingTreeDeclaration;
  readonly models: number;
  readonly poissonMean: number;
  /** Of all features, the share that a leaf may look at. */
  readonly featureShare: number;
  readonly warningDelta: number;
  readonly driftDelta: number;
}

export const adaptiveRandomForestSchema = z.strictObject({
  kind: z.literal('adaptiveRandomForest'),
  ...commonFields,
  base: hoeffdingTreeSchema,
  models: whole(1, 1000),
  poissonMean: above(0, 100),
  featureShare: above(0, 1),
  warningDelta: above(0, 1),
  driftDelta: above(0, 1),
});

interface ForestOptions extends LearnerOptions {
  /** @default a Hoeffding tree with a grace period of 50 and a split confidence of 0.01 */
  readonly base?: HoeffdingTreeDeclaration;
  /** @default 10 */
  readonly models?: number;
  /** @default 6 */
  readonly poissonMean?: number;
  /** @default 0.6 */
  readonly featureShare?: number;
  /** ADWIN's confidence from which on a successor grows. @default 0.01 */
  readonly warningDelta?: number;
  /** ADWIN's confidence from which on it takes over. @default 0.001 */
  readonly driftDelta?: number;
}

/** An adaptive random forest (Gomes et al. 2017); defaults are those of MOA. */
export const adaptiveRandomForest = ({
  name = 'adaptiveRandomForest',
  until,
  base = hoeffdingTree({ gracePeriod: 50, splitConfidence: 0.01 }),
  models = 10,
  poissonMean = 6,
  featureShare = 0.6,
  warningDelta = 0.01,
  driftDelta = 0.001,
  ...rest
}: ForestOptions = {}): AdaptiveRandomForestDeclaration => ({
  kind: 'adaptiveRandomForest',
  name,
  untilMs: untilMsOf(until),
  base,
  models,
  poissonMean,
  featureShare,
  warningDelta,
  driftDelta,
  ...rest,
});
