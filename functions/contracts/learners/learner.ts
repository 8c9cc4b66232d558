/** Every learner that a model can be declared with. */
import * as z from 'zod';
import { type BaselineDeclaration, baselineSchema } from './baselines';
import { type NaiveBayesDeclaration, naiveBayesSchemas } from './bayes';
import {
  type AdwinBoostingDeclaration,
  adwinBoostingSchema,
  type BaggingDeclaration,
  baggingSchema,
  type MixtureDeclaration,
  mixtureSchema,
  type TemporallyAugmentedDeclaration,
  temporallyAugmentedSchema,
} from './ensembles';
import { type ExtremelyFastDecisionTreeDeclaration, extremelyFastDecisionTreeSchema } from './extremely-fast-tree';
import {
  type FactorisationMachineDeclaration,
  factorisationMachineSchema,
  type MatrixFactorisationDeclaration,
  matrixFactorisationSchema,
  type PositiveFactorisationDeclaration,
  positiveFactorisationSchema,
} from './factorisation';
import {
  type AdaptiveRandomForestDeclaration,
  adaptiveRandomForestSchema,
  type StreamingRandomPatchesDeclaration,
  streamingRandomPatchesSchema,
} from './forest';
import { type RebalancedDeclaration, rebalancedSchema } from './imbalance';
import { type LinearLearnerDeclaration, linearSchema } from './linear';
import { type NearestNeighboursDeclaration, nearestNeighboursSchema } from './neighbours';
import { type NeuralLearnerDeclaration, neuralSchema } from './neural';
import { type HoeffdingRegressionTreeDeclaration, hoeffdingRegressionTreeSchema } from './regression-trees';
import { everyLearner } from './tasks';
import {
  type HoeffdingAdaptiveTreeDeclaration,
  type HoeffdingTreeDeclaration,
  hoeffdingAdaptiveTreeSchema,
  hoeffdingTreeSchema,
} from './trees';
import { type HoeffdingWindowTreeDeclaration, hoeffdingWindowTreeSchema } from './window-tree';

export type LearnerDeclaration =
  | MatrixFactorisationDeclaration
  | FactorisationMachineDeclaration
  | PositiveFactorisationDeclaration
  | LinearLearnerDeclaration
  | NaiveBayesDeclaration
  | NearestNeighboursDeclaration
  | NeuralLearnerDeclaration
  | MixtureDeclaration
  | BaggingDeclaration
  | AdwinBoostingDeclaration
  | AdaptiveRandomForestDeclaration
  | StreamingRandomPatchesDeclaration
  | TemporallyAugmentedDeclaration
  | HoeffdingTreeDeclaration
  | HoeffdingRegressionTreeDeclaration
  | HoeffdingAdaptiveTreeDeclaration
  | ExtremelyFastDecisionTreeDeclaration
  | HoeffdingWindowTreeDeclaration
  | RebalancedDeclaration
  | BaselineDeclaration;

/** An ensemble is made of learners, and is one. */
const member = z.lazy((): z.ZodType<LearnerDeclaration> => learnerSchema);

export const learnerSchema = z.discriminatedUnion(
  'kind',
  [
    linearSchema('logistic'),
    linearSchema('linear'),
    linearSchema('poisson'),
    neuralSchema,
    ...naiveBayesSchemas,
    nearestNeighboursSchema,
    matrixFactorisationSchema,
    factorisationMachineSchema,
    positiveFactorisationSchema,
    mixtureSchema(member),
    baggingSchema('onlineBagging', member),
    baggingSchema('leveragingBagging', member),
    adwinBoostingSchema(member),
    adaptiveRandomForestSchema,
    streamingRandomPatchesSchema(member),
    temporallyAugmentedSchema(member),
    hoeffdingTreeSchema,
    hoeffdingRegressionTreeSchema,
    hoeffdingAdaptiveTreeSchema,
    extremelyFastDecisionTreeSchema,
    hoeffdingWindowTreeSchema,
    rebalancedSchema(member),
    baselineSchema('prior'),
    baselineSchema('lastOutcome'),
  ],
  { error: `use one of ${everyLearner()}` },
);
