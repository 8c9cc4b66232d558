/**
 * The shape of a declaration, checked when it is made. Every refusal says what to write instead; the field and the value got
 * are added by `model`. Nothing is clamped and nothing unknown is let through: a misspelt option is an error.
 */
import * as z from 'zod';
import { DECLARATION_FORMAT } from './declaration';

const whole = (from: number, to: number) => {
  const error = `give a whole number from ${from} to ${to}`;
  return z.number({ error }).int({ error }).min(from, { error }).max(to, { error });
};
const above = (from: number, to: number) => {
  const error = `give a number above ${from} and at most ${to}`;
  return z.number({ error }).gt(from, { error }).max(to, { error });
};
const between = (from: number, to: number) => {
  const error = `give a number from ${from} to ${to}`;
  return z.number({ error }).min(from, { error }).max(to, { error });
};
const oneOf = <const T extends string>(...values: readonly T[]) =>
  z.enum(values, { error: `give one of ${values.map((value) => `'${value}'`).join(', ')}` });

const TEN_YEARS_MS = 10 * 365 * 86_400_000;
const durationMs = (fromMs: number) => {
  const error = `give whole milliseconds from ${fromMs} to ten years, for instance hours(24)`;
  return z.number({ error }).int({ error }).min(fromMs, { error }).max(TEN_YEARS_MS, { error });
};

/** Not the names that every object has, so that a missing feature can never be found on a prototype. */
const identifier = z
  .string({ error: 'give a name' })
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, {
    error: 'give a name of letters, digits and _, beginning with a letter, of at most 64',
  })
  .refine((name) => !(name in {}), { error: 'choose another name: every JavaScript object already has this one' });

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

const common = {
  name: identifier,
  untilMs: z.number({ error: 'give a time such as 2001-02-01T00:00:00Z' }).nullable(),
};
const linear = <K extends 'logistic' | 'linear'>(kind: K) =>
  z.strictObject({
    kind: z.literal(kind),
    ...common,
    optimizer: oneOf('adagrad', 'ftrl'),
    intercept: z.boolean({ error: 'give true or false' }),
    learningRate: above(0, 100),
    l1: between(0, 1e6),
    l2: between(0, 1e6),
  });
const baseline = <K extends 'prior' | 'lastOutcome'>(kind: K) => z.strictObject({ kind: z.literal(kind), ...common });

const learner = z.discriminatedUnion(
  'kind',
  [
    linear('logistic'),
    linear('linear'),
    z.strictObject({
      kind: z.literal('neural'),
      ...common,
      layers: z
        .array(whole(1, 4096), { error: 'give a list of units, for instance [64, 32]' })
        .max(8, { error: 'give at most 8 hidden layers' }),
      optimizer: oneOf('adam', 'sgd'),
      learningRate: above(0, 10),
      l2: between(0, 1e6),
      inputBits: whole(1, 16),
    }),
    baseline('prior'),
    baseline('lastOutcome'),
  ],
  { error: 'use logistic(), linear(), neural(), prior() or lastOutcome()' },
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
    .array(learner, { error: 'give a list of learners, for instance [logistic()]' })
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
