/**
 * The checkpoint of a line as one object. It says all that is needed to go on from it or to answer with it, under whatever
 * declaration is in force by then: the learner as declared, how it encodes features, its problem, and what it has seen. Its
 * version is not in it: versions with the same state are one object.
 *
 * Format 2 has the drift baseline beside the learner's state; a checkpoint of format 1 has none, and stays what it is, to the byte,
 * until its line learns again.
 */

import { declarationSchema } from '../../contracts/declaration-schema';
import type { LearnerDeclaration } from '../../contracts/learners/learner';
import type { Baseline } from '../drift/baseline';
import { baselineArrays, readBaseline, withoutBaseline } from '../drift/baseline-codec';
import type { Encoding } from '../features/encoding';
import { featureNames } from '../features/plan';
import type { LearnerState, Problem } from '../learners/learner';
import type { Json } from '../state/saved-state';
import { decodeContainer, encodeContainer } from './container';
import { CheckpointDamaged } from './errors';
import { expectKind, type JsonObject, numberField, objectField, textField } from './json-fields';

export const CHECKPOINT_FORMAT = 2;
const WITHOUT_BASELINE = 1;
const KIND = 'checkpoint';

export interface LineCheckpoint {
  readonly model: string;
  readonly learner: LearnerDeclaration;
  readonly encoding: Encoding;
  readonly problem: Problem;
  /** Hash of all that the state depends on. */
  readonly configHash: string;
  /** Examples learned. */
  readonly examples: number;
  /** The latest moment at which a learned label became known, ms since the epoch; 0 before the first. */
  readonly clockMs: number;
  /** What it knows as normal; null in format 1. */
  readonly baseline: Baseline | null;
  readonly state: LearnerState;
}

/** O(bytes of the state). */
export function encodeCheckpoint(checkpoint: LineCheckpoint): Uint8Array {
  const { model, learner, encoding, problem, configHash, examples, clockMs, baseline, state } = checkpoint;
  const { features, crosses, hashBits } = encoding;
  const { kind, format, scalars } = state;
  const saved = baseline === null ? null : baselineArrays(baseline);
  return encodeContainer({
    header: {
      kind: KIND,
      format: saved === null ? WITHOUT_BASELINE : CHECKPOINT_FORMAT,
      model,
      learner: plain(learner),
      encoding: { features, crosses, hashBits },
      problem: storedProblem(problem),
      configHash,
      examples,
      clockMs,
      state: { kind, format, scalars },
      ...(saved === null ? {} : { baseline: saved.header }),
    },
    arrays: { ...state.arrays, ...saved?.arrays },
  });
}

/** @throws CheckpointDamaged, CheckpointTooNew */
export function decodeCheckpoint(bytes: Uint8Array): LineCheckpoint {
  const { header, arrays } = decodeContainer(bytes);
  expectKind(header, KIND, CHECKPOINT_FORMAT);
  const hasBaseline = numberField(header, 'format') > WITHOUT_BASELINE;
  const state = objectField(header, 'state');
  const encoding = declared(encodingSchema, header, 'encoding');
  return {
    model: textField(header, 'model'),
    learner: declared(learnerSchema, header, 'learner'),
    encoding,
    problem: problemField(objectField(header, 'problem'), encoding),
    configHash: textField(header, 'configHash'),
    examples: numberField(header, 'examples'),
    clockMs: numberField(header, 'clockMs'),
    baseline: hasBaseline ? readBaseline(objectField(header, 'baseline'), arrays, encoding) : null,
    state: {
      kind: textField(state, 'kind'),
      format: numberField(state, 'format'),
      scalars: objectField(state, 'scalars'),
      arrays: hasBaseline ? withoutBaseline(arrays) : arrays,
    },
  };
}

const learnerSchema = declarationSchema.shape.learners.element;
const encodingSchema = declarationSchema.pick({ features: true, crosses: true, hashBits: true });

interface Schema<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: Error };
}

function declared<T>(schema: Schema<T>, header: JsonObject, name: string): T {
  const parsed = schema.safeParse(header[name]);
  if (parsed.success) return parsed.data;
  throw new CheckpointDamaged(`the field ${name} of its header is no declaration`, { cause: parsed.error });
}

/** A declaration is data, which its type alone does not say: what it nests are interfaces. */
function plain(declaration: LearnerDeclaration): Json {
  const copy: Json = JSON.parse(JSON.stringify(declaration));
  return copy;
}

/** Names are not stored twice: the encoding has them. */
function storedProblem(problem: Problem): JsonObject {
  const { task, outputs, numericCount, categoricalCount, hashedCount, hashBits, seed } = problem;
  return { task, outputs, numericCount, categoricalCount, hashedCount, hashBits, seed };
}

function problemField(problem: JsonObject, encoding: Encoding): Problem {
  const task = textField(problem, 'task');
  if (task !== 'binary' && task !== 'multiclass' && task !== 'regression') {
    throw new CheckpointDamaged(
      `the field task of its header should be binary, multiclass or regression and is ${task}`,
    );
  }
  const { numeric, categorical } = featureNames(encoding);
  return {
    task,
    numericNames: numeric,
    categoricalNames: categorical,
    outputs: numberField(problem, 'outputs'),
    numericCount: numberField(problem, 'numericCount'),
    categoricalCount: numberField(problem, 'categoricalCount'),
    hashedCount: numberField(problem, 'hashedCount'),
    hashBits: numberField(problem, 'hashBits'),
    seed: numberField(problem, 'seed'),
  };
}
