/** Forests and patches: members that look at features of their own, and are renewed when their errors rise. */
import * as z from 'zod';
import { above, whole } from '../schema-parts';
import type { LearnerDeclaration } from './learner';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';
import { type HoeffdingTreeDeclaration, hoeffdingTree, hoeffdingTreeSchema } from './trees';

interface RenewedFields extends LearnerCommon {
  readonly models: number;
  readonly poissonMean: number;
  /** Of all features, the share that a leaf of a forest, or a member of patches, may look at. */
  readonly featureShare: number;
  readonly warningDelta: number;
  readonly driftDelta: number;
}

export interface AdaptiveRandomForestDeclaration extends RenewedFields {
  readonly kind: 'adaptiveRandomForest';
  readonly base: HoeffdingTreeDeclaration;
}

export interface StreamingRandomPatchesDeclaration extends RenewedFields {
  readonly kind: 'streamingRandomPatches';
  readonly base: LearnerDeclaration;
}

const renewedFields = {
  ...commonFields,
  models: whole(1, 1000),
  poissonMean: above(0, 100),
  featureShare: above(0, 1),
  warningDelta: above(0, 1),
  driftDelta: above(0, 1),
};

export const adaptiveRandomForestSchema = z.strictObject({
  kind: z.literal('adaptiveRandomForest'),
  ...renewedFields,
  base: hoeffdingTreeSchema,
});

export const streamingRandomPatchesSchema = (member: z.ZodType<LearnerDeclaration>) =>
  z.strictObject({
    kind: z.literal('streamingRandomPatches'),
    ...renewedFields,
    base: member,
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

/** An adaptive random forest (Gomes et al. 2017); defaults are those of MOA, with 10 members. */
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

interface PatchesOptions extends Omit<ForestOptions, 'base' | 'warningDelta' | 'driftDelta'> {
  /** @default a Hoeffding tree with a grace period of 50 and a split confidence of 0.01 */
  readonly base?: LearnerDeclaration;
  /** ADWIN's confidence from which on a successor grows. @default 0.0001 */
  readonly warningDelta?: number;
  /** ADWIN's confidence from which on it takes over. @default 0.00001 */
  readonly driftDelta?: number;
}

/** Streaming random patches (Gomes, Read and Bifet 2019) of any learner; defaults are those of MOA, with 10 members. */
export const streamingRandomPatches = ({
  name = 'streamingRandomPatches',
  until,
  base = hoeffdingTree({ gracePeriod: 50, splitConfidence: 0.01 }),
  models = 10,
  poissonMean = 6,
  featureShare = 0.6,
  warningDelta = 1e-4,
  driftDelta = 1e-5,
  ...rest
}: PatchesOptions = {}): StreamingRandomPatchesDeclaration => ({
  kind: 'streamingRandomPatches',
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
