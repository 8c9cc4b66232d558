/** Learners made of learners. */
import * as z from 'zod';
import { above, between, whole } from '../schema-parts';
import type { LearnerDeclaration } from './learner';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';
import { hoeffdingTree } from './trees';

export interface MixtureDeclaration extends LearnerCommon {
  readonly kind: 'mixture';
  readonly of: readonly LearnerDeclaration[];
  /** The share of each weight that is spread over the others after each example. */
  readonly share: number;
}

export interface BaggingDeclaration extends LearnerCommon {
  readonly kind: 'onlineBagging' | 'leveragingBagging';
  readonly base: LearnerDeclaration;
  readonly models: number;
  readonly poissonMean: number;
  /** ADWIN's confidence; null: members are never replaced. */
  readonly driftDelta: number | null;
}

export interface AdwinBoostingDeclaration extends LearnerCommon {
  readonly kind: 'adwinBoosting';
  readonly base: LearnerDeclaration;
  readonly models: number;
  /** ADWIN's confidence. */
  readonly driftDelta: number;
}

export interface TemporallyAugmentedDeclaration extends LearnerCommon {
  readonly kind: 'temporallyAugmented';
  readonly base: LearnerDeclaration;
  /** How many of the last outcomes are features. */
  readonly outcomes: number;
}

/** Of any learner, which only the list of all learners knows. */
type MemberSchema = z.ZodType<LearnerDeclaration>;

export const mixtureSchema = (member: MemberSchema) =>
  z.strictObject({
    kind: z.literal('mixture'),
    ...commonFields,
    of: z
      .array(member, { error: 'give a list of learners' })
      .min(2, { error: 'give at least two learners' })
      .max(64, { error: 'give at most 64 learners' }),
    share: between(0, 0.5),
  });

export const baggingSchema = <K extends BaggingDeclaration['kind']>(kind: K, member: MemberSchema) =>
  z.strictObject({
    kind: z.literal(kind),
    ...commonFields,
    base: member,
    models: whole(1, 1000),
    poissonMean: above(0, 100),
    driftDelta: above(0, 1).nullable(),
  });

export const adwinBoostingSchema = (member: MemberSchema) =>
  z.strictObject({
    kind: z.literal('adwinBoosting'),
    ...commonFields,
    base: member,
    models: whole(1, 1000),
    driftDelta: above(0, 1),
  });

export const temporallyAugmentedSchema = (member: MemberSchema) =>
  z.strictObject({
    kind: z.literal('temporallyAugmented'),
    ...commonFields,
    base: member,
    outcomes: whole(1, 100),
  });

interface MixtureOptions extends LearnerOptions {
  /** The experts; any learners of the outcome. */
  readonly of: readonly LearnerDeclaration[];
  /** How fast an expert that was bad can come back. @default 0.001 */
  readonly share?: number;
}

/** Learners weighed by how well each predicts at the time. */
export const mixture = ({ name = 'mixture', until, share = 0.001, ...rest }: MixtureOptions): MixtureDeclaration => ({
  kind: 'mixture',
  name,
  untilMs: untilMsOf(until),
  share,
  ...rest,
});

interface BaggingOptions extends LearnerOptions {
  /** @default a Hoeffding tree */
  readonly base?: LearnerDeclaration;
  /** @default 10 */
  readonly models?: number;
  /** @default 1 for online bagging, 6 for leveraging bagging */
  readonly poissonMean?: number;
}

/** Online bagging: the mean of learners that see each example with chance weights. */
export const onlineBagging = ({
  name = 'onlineBagging',
  until,
  base = hoeffdingTree(),
  models = 10,
  poissonMean = 1,
  ...rest
}: BaggingOptions = {}): BaggingDeclaration => ({
  kind: 'onlineBagging',
  name,
  untilMs: untilMsOf(until),
  base,
  models,
  poissonMean,
  driftDelta: null,
  ...rest,
});

interface LeveragingBaggingOptions extends BaggingOptions {
  /** @default 0.002 */
  readonly driftDelta?: number;
}

/** Leveraging bagging: as online bagging with larger weights, and the worst member begins anew when the errors change. */
export const leveragingBagging = ({
  name = 'leveragingBagging',
  until,
  base = hoeffdingTree(),
  models = 10,
  poissonMean = 6,
  driftDelta = 0.002,
  ...rest
}: LeveragingBaggingOptions = {}): BaggingDeclaration => ({
  kind: 'leveragingBagging',
  name,
  untilMs: untilMsOf(until),
  base,
  models,
  poissonMean,
  driftDelta,
  ...rest,
});

interface BoostingOptions extends LearnerOptions {
  /** @default a Hoeffding tree with a grace period of 50 and a split confidence of 0.01 */
  readonly base?: LearnerDeclaration;
  /** @default 10 */
  readonly models?: number;
  /** @default 0.002 */
  readonly driftDelta?: number;
}

/** ADWIN boosting: each member looks harder at what those before it got wrong; the worst begins anew when errors rise. */
export const adwinBoosting = ({
  name = 'adwinBoosting',
  until,
  base = hoeffdingTree({ gracePeriod: 50, splitConfidence: 0.01 }),
  models = 10,
  driftDelta = 0.002,
  ...rest
}: BoostingOptions = {}): AdwinBoostingDeclaration => ({
  kind: 'adwinBoosting',
  name,
  untilMs: untilMsOf(until),
  base,
  models,
  driftDelta,
  ...rest,
});

interface AugmentedOptions extends LearnerOptions {
  /** @default a Hoeffding tree */
  readonly base?: LearnerDeclaration;
  /** How many of the last outcomes are features. @default 1 */
  readonly outcomes?: number;
}

/** A learner that is also shown the last outcomes known; for outcomes that are known at once. */
export const temporallyAugmented = ({
  name = 'temporallyAugmented',
  until,
  base = hoeffdingTree(),
  outcomes = 1,
  ...rest
}: AugmentedOptions = {}): TemporallyAugmentedDeclaration => ({
  kind: 'temporallyAugmented',
  name,
  untilMs: untilMsOf(until),
  base,
  outcomes,
  ...rest,
});
