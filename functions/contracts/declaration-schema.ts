/**
 * The shape of a declaration, checked when it is made. Every refusal says what to write instead; the field and the value got
 * are added by `model`. Nothing is clamped and nothing unknown is let through: a misspelt option is an error.
 */
import * as z from 'zod';
import { DECLARATION_FORMAT } from './declaration';
import { learnerSchema } from './learners/learner';
import { above, identifier, oneOf, whole } from './schema-parts';

const TEN_YEARS_MS = 10 * 365 * 86_400_000;
const durationMs = (fromMs: number) => {
  const error = `give whole milliseconds from ${fromMs} to ten years, for instance hours(24)`;
  return z.number({ error }).int({ error }).min(fromMs, { error }).max(TEN_YEARS_MS, { error });
};

export const modelNameSchema = z
  .string({ error: 'give a name' })
  .regex(/^[a-z][a-z0-9-]{0,62}$/, { error: 'give a name of a-z, 0-9 and -, beginning with a letter, of at most 63' });

const otherwise = z.union([z.literal('discard'), z.number()], { error: "give 'discard' or a label" });
const windowed = { withinMs: durationMs(1), otherwise };

const outcome = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('binary'), ...windowed }),
    z.strictObject({
      kind: z.literal('multiclass'),
      ...windowed,
      classes: z
        .array(z.string({ error: 'give the class as a string' }).min(1, { error: 'give the class a name' }), {
          error: 'give a list of classes',
        })
        .min(2, { error: 'give at least two classes' })
        .max(1000, { error: 'give at most 1000 classes' }),
    }),
    z.strictObject({ kind: z.literal('regression'), ...windowed }),
  ],
  { error: 'use binary(…), multiclass(…) or regression(…)' },
);

const feature = z.discriminatedUnion(
  'kind',
  [z.strictObject({ kind: z.literal('categorical') }), z.strictObject({ kind: z.literal('numeric') })],
  { error: 'use categorical() or numeric()' },
);

const CROSSES = "give a list of lists of features, for instance [['origin', 'hour']]";

export const declarationSchema = z.strictObject({
  format: z.literal(DECLARATION_FORMAT, { error: `this release reads declarations of format ${DECLARATION_FORMAT}` }),
  name: modelNameSchema,
  outcome,
  features: z
    .record(identifier, feature, { error: 'give an object of features by name' })
    .refine((features) => Object.keys(features).length > 0, { error: 'declare at least one feature' })
    .refine((features) => Object.keys(features).length <= 1000, { error: 'declare at most 1000 features' }),
  crosses: z
    .array(
      z
        .array(z.string({ error: 'give the name of a feature' }), { error: CROSSES })
        .min(2, { error: 'cross at least two features' })
        .max(5, { error: 'cross at most five features' }),
      { error: CROSSES },
    )
    .max(1000, { error: 'declare at most 1000 crosses' }),
  hashBits: whole(1, 24),
  learners: z
    .array(learnerSchema, { error: 'give a list of learners, for instance [logistic()]' })
    .min(1, { error: 'declare at least one learner, for instance logistic()' }),
  microBatch: whole(1, 65_536),
  seal: z.strictObject({ everyMs: durationMs(1), live: whole(1, 64) }),
  promote: z.strictObject(
    {
      kind: oneOf('whenBetter'),
      metric: oneOf('logLoss', 'brier', 'squaredError', 'absoluteError'),
      alpha: above(0, 0.5),
      minimumExamples: whole(1, 1e9),
      maximumExamples: whole(1, 1e12),
      clip: above(0, 0.25).nullable(),
      lossBound: above(0, 1e100).nullable(),
      approval: oneOf('gate', 'person'),
    },
    { error: "use whenBetter({ metric: 'logLoss' })" },
  ),
  drift: z.strictObject({
    windowMs: durationMs(1),
    minimumSample: whole(1, 1e9),
    psi: above(0, 100),
    newCategories: above(0, 1),
    missing: above(0, 1),
    lossRatio: above(1, 1e6),
  }),
  retrain: z
    .strictObject({
      everyMs: durationMs(60_000).nullable(),
      everyExamples: whole(1, 1e12).nullable(),
      onDrift: z.boolean({ error: 'give true or false' }),
      learnFromMs: durationMs(1).nullable(),
      cooldownMs: durationMs(0),
      atMost: z.strictObject({ count: whole(1, 1000), withinMs: durationMs(1) }),
    })
    .nullable(),
  archive: z.strictObject({ days: above(0, 36_500) }, { error: 'give how long, for instance { days: 30 }' }).nullable(),
  rollbackWithinMs: durationMs(0),
  disorderMs: durationMs(0),
  aheadMs: durationMs(0),
  seed: whole(0, 0xffff_ffff),
});
