/** Every learner that a model can be declared with. */
import * as z from 'zod';
import { type BaselineDeclaration, baselineSchema } from './baselines';
import { type LinearLearnerDeclaration, linearSchema } from './linear';
import { type NeuralLearnerDeclaration, neuralSchema } from './neural';

export type LearnerDeclaration = LinearLearnerDeclaration | NeuralLearnerDeclaration | BaselineDeclaration;

export const learnerSchema = z.discriminatedUnion(
  'kind',
  [
    linearSchema('logistic'),
    linearSchema('linear'),
    neuralSchema,
    baselineSchema('prior'),
    baselineSchema('lastOutcome'),
  ],
  { error: 'use logistic(), linear(), neural(), prior() or lastOutcome()' },
);
