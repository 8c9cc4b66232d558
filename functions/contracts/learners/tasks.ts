/** Which outcomes each kind of learner can learn. */
import type { OutcomeDeclaration } from '../declaration';
import type { LearnerDeclaration } from './learner';

export type Task = OutcomeDeclaration['kind'];
type Kind = LearnerDeclaration['kind'];

const ALL: readonly Task[] = ['binary', 'multiclass', 'regression'];
const CLASSES: readonly Task[] = ['binary', 'multiclass'];

const TASKS: Readonly<Record<Kind, readonly Task[]>> = {
  logistic: CLASSES,
  linear: ['regression'],
  poisson: ['regression'],
  gaussianNaiveBayes: CLASSES,
  multinomialNaiveBayes: CLASSES,
  bernoulliNaiveBayes: CLASSES,
  nearestNeighbours: ALL,
  biasedMatrixFactorisation: ['binary', 'regression'],
  factorisationMachine: ['binary', 'regression'],
  positiveOnlyFactorisation: ['binary'],
  hoeffdingTree: CLASSES,
  hoeffdingRegressionTree: ['regression'],
  hoeffdingAdaptiveTree: CLASSES,
  extremelyFastDecisionTree: CLASSES,
  hoeffdingWindowTree: CLASSES,
  neural: ALL,
  mixture: ALL,
  onlineBagging: ALL,
  leveragingBagging: CLASSES,
  adwinBoosting: CLASSES,
  adaptiveRandomForest: CLASSES,
  streamingRandomPatches: CLASSES,
  temporallyAugmented: ALL,
  rebalanced: ['binary'],
  prior: ALL,
  lastOutcome: ALL,
};

export const tasksOf = (kind: Kind): readonly Task[] => TASKS[kind];

/** What to declare for such an outcome, baselines aside, in words. */
export const learnersFor = (task: Task): string =>
  Object.entries(TASKS)
    .filter(([kind, tasks]) => tasks.includes(task) && kind !== 'prior' && kind !== 'lastOutcome')
    .map(([kind]) => `${kind}()`)
    .join(', ');

/** Every kind, as it is declared. */
export const everyLearner = (): string =>
  Object.keys(TASKS)
    .map((kind) => `${kind}()`)
    .join(', ');
