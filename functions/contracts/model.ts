/**
 * How a team declares a model, in about fifteen lines. Everything has a default that is said here; everything is checked
 * when it is declared; what comes back is plain frozen data.
 */

import { checkDeclaration } from './check-declaration';
import { type CrossOption, expandCrosses } from './crosses';
import type {
  DriftDeclaration,
  FeatureDeclaration,
  GateMetric,
  ModelDeclaration,
  OutcomeDeclaration,
  PromotionDeclaration,
  RetrainDeclaration,
} from './declaration';
import { DECLARATION_FORMAT } from './declaration';
import { days, hours, minutes } from './duration';
import { lastOutcome, prior } from './learners/baselines';
import type { LearnerDeclaration } from './learners/learner';

export { checkDeclaration } from './check-declaration';
export { pairs } from './crosses';
export { DeclarationError } from './declaration-error';
export { lastOutcome, prior } from './learners/baselines';
export { bernoulliNaiveBayes, gaussianNaiveBayes, multinomialNaiveBayes } from './learners/bayes';
export { adwinBoosting, leveragingBagging, mixture, onlineBagging, temporallyAugmented } from './learners/ensembles';
export { extremelyFastDecisionTree } from './learners/extremely-fast-tree';
export {
  biasedMatrixFactorisation,
  factorisationMachine,
  positiveOnlyFactorisation,
} from './learners/factorisation';
export { adaptiveRandomForest, streamingRandomPatches } from './learners/forest';
export { rebalanced } from './learners/imbalance';
export { linear, logistic, poisson } from './learners/linear';
export { nearestNeighbours } from './learners/neighbours';
export { neural } from './learners/neural';
export { hoeffdingRegressionTree } from './learners/regression-trees';
export { hoeffdingAdaptiveTree, hoeffdingTree } from './learners/trees';
export { hoeffdingWindowTree } from './learners/window-tree';
export { binary, multiclass, regression } from './outcomes';

export const categorical = (): FeatureDeclaration => ({ kind: 'categorical' });
export const numeric = (): FeatureDeclaration => ({ kind: 'numeric' });

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

interface DriftOptions {
  /** @default 24 hours: a shorter window compares the night with the whole day */
  readonly window?: number;
  /** @default 1000 predictions */
  readonly minimumSample?: number;
  /** @default 0.25: a major shift by the usual reading of the index */
  readonly psi?: number;
  /** @default 0.1 */
  readonly newCategories?: number;
  /** @default 0.1 */
  readonly missing?: number;
  /** @default 1.25 */
  readonly lossRatio?: number;
}

interface RetrainOptions {
  /** @default not by time */
  readonly every?: number;
  /** @default not by volume */
  readonly everyExamples?: number;
  /** @default true */
  readonly onDrift?: boolean;
  /** @default all that is archived */
  readonly learnFrom?: number;
  /** @default 6 hours */
  readonly cooldown?: number;
  /** @default three within seven days; then a person is needed */
  readonly atMost?: { readonly count: number; readonly within: number };
}

export interface ModelOptions {
  readonly outcome: OutcomeDeclaration;
  readonly features: Readonly<Record<string, FeatureDeclaration>>;
  /** @default none */
  readonly crosses?: readonly CrossOption[];
  /** Categorical values and crosses share 2^hashBits slots. @default 18 */
  readonly hashBits?: number;
  readonly learners: readonly LearnerDeclaration[];
  /** Examples per micro-batch. @default 512 */
  readonly microBatch?: number;
  /** @default every hour of event time, four candidates compared at once */
  readonly seal?: { readonly every: number; readonly live?: number };
  readonly promote: PromotionDeclaration;
  /** How what is served is watched. */
  readonly drift?: DriftOptions;
  /** What starts a training from scratch out of the archive. @default only a person */
  readonly retrain?: RetrainOptions;
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
    drift,
    retrain,
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
    crosses: expandCrosses(name, crosses, features),
    hashBits,
    learners: withBaselines(learners),
    microBatch,
    seal: { everyMs: every, live, ...sealRest },
    promote,
    drift: driftOf(drift),
    retrain: retrain === undefined ? null : retrainOf(retrain),
    archive: archive ?? null,
    rollbackWithinMs: rollbackWithin ?? days(30),
    disorderMs: disorder ?? minutes(10),
    aheadMs: ahead ?? days(1),
    seed,
    ...rest,
  });
}

const driftOf = ({
  window = days(1),
  minimumSample = 1000,
  psi = 0.25,
  newCategories = 0.1,
  missing = 0.1,
  lossRatio = 1.25,
  ...rest
}: DriftOptions = {}): DriftDeclaration => ({
  windowMs: window,
  minimumSample,
  psi,
  newCategories,
  missing,
  lossRatio,
  ...rest,
});

function retrainOf({
  every,
  everyExamples,
  onDrift = true,
  learnFrom,
  cooldown = hours(6),
  atMost = { count: 3, within: days(7) },
  ...rest
}: RetrainOptions): RetrainDeclaration {
  const { count, within, ...atMostRest } = atMost;
  return {
    everyMs: every ?? null,
    everyExamples: everyExamples ?? null,
    onDrift,
    learnFromMs: learnFrom ?? null,
    cooldownMs: cooldown,
    atMost: { count, withinMs: within, ...atMostRest },
    ...rest,
  };
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
