/**
 * What starts a training from scratch, and what its steps hand on to one another. Both travel as JSON through Step Functions, so both
 * are read by schema. The state stays small, whatever the archive holds: what is large is an object, and the state has its name.
 */
import * as z from 'zod';

const drift = z.object({
  kind: z.literal('drift'),
  alarm: z.string(),
  metric: z.string().nullable().default(null),
  value: z.number().nullable().default(null),
  /** In the watcher's words. */
  reason: z.string().default('the served events are unlike those that the champion has learned'),
});
/** An alarm of the team's own. */
const alarm = z.object({ kind: z.literal('alarm'), alarm: z.string(), reason: z.string() });
/** A question, asked by the clock: an alarm tells of its change alone, and a drift that goes on is not told again. */
const stillDrifting = z.object({ kind: z.literal('still-drifting') });
const schedule = z.object({ kind: z.literal('schedule') });
const volume = z.object({ kind: z.literal('volume') });
const person = z.object({ kind: z.literal('person'), by: z.string().min(1), reason: z.string().min(1) });

export const retrainCauseSchema = z.discriminatedUnion('kind', [drift, alarm, stillDrifting, schedule, volume, person]);
export type RetrainCause = Readonly<z.infer<typeof retrainCauseSchema>>;
export type CauseKind = RetrainCause['kind'];
export type DriftCause = Readonly<z.infer<typeof drift>>;

/** What a retrain is started with. */
export const retrainRequestSchema = z.object({
  /** Asked again under the same name, it is the same retrain. @default the name of the execution */
  id: z.string().min(1).optional(),
  cause: retrainCauseSchema,
  /** The name of a declared learner. @default the champion's, or the first that can be promoted */
  learner: z.string().optional(),
});
export type RetrainRequest = Readonly<z.infer<typeof retrainRequestSchema>>;

const batches = z.object({ first: z.number().int(), last: z.number().int() });

export const retrainStateSchema = z.object({
  /** Names the request: given again, it is the same retrain. */
  id: z.string(),
  cause: retrainCauseSchema,
  /** 'going-on' until it is decided. */
  verdict: z.enum(['going-on', 'refused', 'deployed']),
  /** Why it was started, or refused; and what came of it. */
  reason: z.string(),
  /** The learner to train, and what its line depends on: if that changes on the way, the training is for nothing. */
  learner: z.string().nullable(),
  configHash: z.string().nullable(),
  startedAtMs: z.number(),
  /** The object that lists the archived examples to learn from. */
  plan: z.string().nullable(),
  /** Of the plan's pieces, those that are learned: from..to-1; and the next one. */
  range: z.object({ from: z.number().int(), to: z.number().int(), next: z.number().int() }),
  /** The micro-batches of the model's life that these are. */
  batches: batches.nullable(),
  /** The first micro-batch that the new line is compared on. */
  evaluatedFrom: z.number().int().nullable(),
  /** The object with the training as it stands, and the one before it, which a retry of the step may still ask for. */
  progress: z.string().nullable(),
  former: z.string().nullable(),
  isTrained: z.boolean(),
  /** For the ledger, added to by every step. */
  evidence: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  /** The line that it made. */
  version: z.string().nullable(),
});
export type RetrainState = Readonly<z.infer<typeof retrainStateSchema>>;
