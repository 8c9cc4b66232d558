/**
 * How a team declares a model, in about fifteen lines. Everything has a default that is said here; everything is checked
 * when it is declared; what comes back is plain frozen data.
 */

import type {
  BaselineDeclaration,
  FeatureDeclaration,
  GateMetric,
  LearnerDeclaration,
  LinearLearnerDeclaration,
  ModelDeclaration,
  NeuralLearnerDeclaration,
  OutcomeDeclaration,
  PromotionDeclaration,
} from './declaration';
import { DECLARATION_FORMAT } from './declaration';
import { crossChecks } from './declaration-checks';
import { declarationSchema } from './declaration-schema';
import { days, minutes } from './duration';

/** A declaration that cannot be meant as written. The message names each field, the value got, and what to change. */
export class DeclarationError extends Error {
  override readonly name = 'DeclarationError';
}

export const categorical = (): FeatureDeclaration => ({ kind: 'categorical' });
export const numeric = (): FeatureDeclaration => ({ kind: 'numeric' });

interface WindowOptions {
  /** How long after the prediction an outcome may happen, ms. */
  readonly within: number;
  /** @default 'discard': a prediction without an outcome is counted as late and not learned */
  readonly otherwise?: 'discard' | number;
}

/** Outcomes 0 or 1 (true and false are taken as 1 and 0). */
export const binary = ({ within, otherwise = 'discard', ...rest }: WindowOptions): OutcomeDeclaration => ({
  kind: 'binary',
  withinMs: within,
  otherwise,
  ...rest,
});

/** Outcomes that are one of `classes`, by name. */
export const multiclass = ({
  within,
  otherwise = 'discard',
  classes,
  ...rest
}: Omit<WindowOptions, 'otherwise'> & {
  readonly classes: readonly string[];
  readonly otherwise?: string;
}): OutcomeDeclaration => ({
  kind: 'multiclass',
  withinMs: within,
  otherwise: otherwise === 'discard' ? 'discard' : Array.isArray(classes) ? classes.indexOf(otherwise) : Number.NaN,
  classes,
  ...rest,
});

/** Outcomes that are numbers. */
export const regression = ({ within, otherwise = 'discard', ...rest }: WindowOptions): OutcomeDeclaration => ({
  kind: 'regression',
  withinMs: within,
  otherwise,
  ...rest,
});

interface LearnerOptions {
  /** @default the kind */
  readonly name?: string;
  /** Stop learning at this moment (ISO 8601) and serve as a control line. @default never */
  readonly until?: string;
}

interface LinearOptions extends LearnerOptions {
  /** @default 'adagrad' */
  readonly optimizer?: 'adagrad' | 'ftrl';
  /** @default 0.1 */
  readonly learningRate?: number;
  /** @default 0 */
  readonly l1?: number;
  /** @default 0 */
  readonly l2?: number;
}

const untilMsOf = (until: string | undefined): number | null => (until === undefined ? null : Date.parse(until));

const linearLearner = <K extends 'logistic' | 'linear'>(
  kind: K,
  { name = kind, until, optimizer = 'adagrad', learningRate = 0.1, l1 = 0, l2 = 0, ...rest }: LinearOptions,
): LinearLearnerDeclaration => ({ kind, name, untilMs: untilMsOf(until), optimizer, learningRate, l1, l2, ...rest });

/** Logistic regression (softmax for several classes) over hashed and standardised features, learned example by example. */
export const logistic = (options: LinearOptions = {}): LinearLearnerDeclaration => linearLearner('logistic', options);

/** Linear regression, as `logistic`, for regression outcomes. */
export const linear = (options: LinearOptions = {}): LinearLearnerDeclaration => linearLearner('linear', options);

interface NeuralOptions extends LearnerOptions {
  /** Units of each hidden layer. @default [64, 32] */
  readonly layers?: readonly number[];
  /** @default 'adam' */
  readonly optimizer?: 'adam' | 'sgd';
  /** @default 0.001 */
  readonly learningRate?: number;
  /** @default 0 */
  readonly l2?: number;
  /** @default 9: categorical features are folded into 512 inputs */
  readonly inputBits?: number;
}

/** A multi-layer perceptron over TF.js. */
export const neural = ({
  name = 'neural',
  until,
  layers = [64, 32],
  optimizer = 'adam',
  learningRate = 0.001,
  l2 = 0,
  inputBits = 9,
  ...rest
}: NeuralOptions = {}): NeuralLearnerDeclaration => ({
  kind: 'neural',
  name,
  untilMs: untilMsOf(until),
  layers,
  optimizer,
  learningRate,
  l2,
  inputBits,
  ...rest,
});

/** The share of each class so far, or the mean so far. Stands in every model. */
export const prior = ({ name = 'prior' }: Pick<LearnerOptions, 'name'> = {}): BaselineDeclaration => ({
  kind: 'prior',
  name,
  untilMs: null,
});

/** The last outcome known. Stands in every model. */
export const lastOutcome = ({ name = 'lastOutcome' }: Pick<LearnerOptions, 'name'> = {}): BaselineDeclaration => ({
  kind: 'lastOutcome',
  name,
  untilMs: null,
});

interface WhenBetterOptions {
  readonly metric: GateMetric;
  /** @default 0.05 */
  readonly alpha?: number;
  /** @default 1000 */
  readonly minimumExamples?: number;
  /** @default 1,000,000 */
  readonly maximumExamples?: number;
  /** @default a tenth of the rarer class's share at the seal, at most 0.01 */
  readonly clip?: number;
  /** Needed for squaredError and absoluteError: larger losses count as this. */
  readonly lossBound?: number;
  /** @default 'gate': no person is asked */
  readonly approval?: 'gate' | 'person';
}

/** Promote a candidate when the running comparison shows it better, with an error probability that holds at every look. */
export const whenBetter = ({
  metric,
  alpha = 0.05,
  minimumExamples = 1000,
  maximumExamples = 1_000_000,
  clip,
  lossBound,
  approval = 'gate',
  ...rest
}: WhenBetterOptions): PromotionDeclaration => ({
  kind: 'whenBetter',
  metric,
  alpha,
  minimumExamples,
  maximumExamples,
  clip: clip ?? null,
  lossBound: lossBound ?? null,
  approval,
  ...rest,
});

export interface ModelOptions {
  readonly outcome: OutcomeDeclaration;
  readonly features: Readonly<Record<string, FeatureDeclaration>>;
  /** @default none */
  readonly crosses?: readonly (readonly string[])[];
  /** Categorical values and crosses share 2^hashBits slots. @default 18 */
  readonly hashBits?: number;
  readonly learners: readonly LearnerDeclaration[];
  /** Examples per micro-batch. @default 512 */
  readonly microBatch?: number;
  /** @default every hour of event time, four candidates compared at once */
  readonly seal?: { readonly every: number; readonly live?: number };
  readonly promote: PromotionDeclaration;
  /** Keep learned examples, so that versions can be rebuilt. @default not kept */
  readonly archive?: { readonly days: number };
  /** @default 30 days: former champions can be restored that long */
  readonly rollbackWithin?: number;
  /** @default 10 minutes: a window is final when the stream is this far past its end */
  readonly disorder?: number;
  /** @default one day: an event stamped further ahead of its arrival is refused */
  readonly ahead?: number;
  /** @default 1 */
  readonly seed?: number;
}

const SEAL_EVERY_MS = 3_600_000;
const LIVE_CANDIDATES = 4;

/**
 * Declares a model.
 *
 * @throws DeclarationError naming every field that cannot be meant, the value got, and what to change
 */
export function model(name: string, options: ModelOptions): ModelDeclaration {
  const {
    outcome,
    features,
    crosses = [],
    hashBits = 18,
    learners,
    microBatch = 512,
    seal,
    promote,
    archive,
    rollbackWithin,
    disorder,
    ahead,
    seed = 1,
    ...rest
  } = options;
  const { every = SEAL_EVERY_MS, live = LIVE_CANDIDATES, ...sealRest } = seal ?? {};
  return checkDeclaration({
    format: DECLARATION_FORMAT,
    name,
    outcome,
    features: sortedByName(features),
    crosses,
    hashBits,
    learners: withBaselines(learners),
    microBatch,
    seal: { everyMs: every, live, ...sealRest },
    promote,
    archive: archive ?? null,
    rollbackWithinMs: rollbackWithin ?? days(30),
    disorderMs: disorder ?? minutes(10),
    aheadMs: ahead ?? days(1),
    seed,
    ...rest,
  });
}

/** Parses what claims to be a declaration: one just made, or one read back from JSON. */
export function checkDeclaration(candidate: unknown): ModelDeclaration {
  const parsed = declarationSchema.safeParse(candidate);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys
          .map((key) => `${fieldOf([...issue.path, key])}: no such option; remove it, or correct its spelling`)
          .join('\n  ');
      }
      return `${fieldOf(issue.path)}: got ${show(valueAt(candidate, issue.path))}; ${issue.message}`;
    });
    throw refusal(candidate, lines);
  }
  const declaration: ModelDeclaration = parsed.data;
  const complaints = crossChecks(declaration);
  if (complaints.length > 0) {
    throw refusal(
      candidate,
      complaints.map(({ path, got, advice }) => `${fieldOf(path)}: got ${show(got)}; ${advice}`),
    );
  }
  return deepFreeze(declaration);
}

function refusal(candidate: unknown, lines: readonly string[]): DeclarationError {
  return new DeclarationError(
    `model ${show(valueAt(candidate, ['name']))} cannot be declared:\n  ${lines.join('\n  ')}`,
  );
}

/** Columns follow the order of names, so that the order in which they were written cannot matter. */
function sortedByName(features: unknown): unknown {
  if (typeof features !== 'object' || features === null) return features;
  return Object.fromEntries(Object.entries(features).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withBaselines(learners: readonly LearnerDeclaration[]): unknown {
  if (!Array.isArray(learners)) return learners;
  const missing = [prior(), lastOutcome()].filter(({ kind }) => !learners.some((learner) => learner?.kind === kind));
  return [...learners, ...missing];
}

function fieldOf(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>(
      (field, part) =>
        typeof part === 'number' ? `${field}[${part}]` : field === '' ? String(part) : `${field}.${String(part)}`,
      '',
    ) || 'the declaration'
  );
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

function show(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
