/** Every learner that a model can be declared with. */
import * as z from 'zod';
import { type BaselineDeclaration, baselineSchema } from './baselines';
import { type NaiveBayesDeclaration, naiveBayesSchemas } from './bayes';
import { type BaggingDeclaration, baggingSchema, type MixtureDeclaration, mixtureSchema } from './ensembles';
import {
  type FactorisationMachineDeclaration,
  factorisationMachineSchema,
  type MatrixFactorisationDeclaration,
  matrixFactorisationSchema,
  type PositiveFactorisationDeclaration,
  positiveFactorisationSchema,
} from './factorisation';
import { type AdaptiveRandomForestDeclaration, adaptiveRandomForestSchema } from './forest';
import { type RebalancedDeclaration, rebalancedSchema } from './imbalance';
import { type LinearLearnerDeclaration, linearSchema } from './linear';
import { type NearestNeighboursDeclaration, nearestNeighboursSchema } from './neighbours';
import { type NeuralLearnerDeclaration, neuralSchema } from './neural';
import { everyLearner } from './tasks';
import {
  type HoeffdingAdaptiveTreeDeclaration,
  type HoeffdingTreeDeclaration,
  hoeffdingAdaptiveTreeSchema,
  hoeffdingTreeSchema,
} from './trees';

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
  | AdaptiveRandomForestDeclaration
  | HoeffdingTreeDeclaration
  | HoeffdingAdaptiveTreeDeclaration
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
    adaptiveRandomForestSchema,
    hoeffdingTreeSchema,
    hoeffdingAdaptiveTreeSchema,
    rebalancedSchema(member),
    baselineSchema('prior'),
    baselineSchema('lastOutcome'),
  ],
  { error: `use one of ${everyLearner()}` },
);
