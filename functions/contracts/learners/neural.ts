/** A multi-layer perceptron over TF.js. */
import * as z from 'zod';
import { above, between, oneOf, whole } from '../schema-parts';
import { type ForgettingDeclaration, type ForgettingOptions, forgettingOf, forgettingSchema } from './forgetting';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

export interface NeuralLearnerDeclaration extends LearnerCommon {
  readonly kind: 'neural';
  /** Units of each hidden layer, ReLU. */
  readonly layers: readonly number[];
  readonly optimizer: 'adam' | 'sgd';
  readonly learningRate: number;
  readonly l2: number;
  /** The categorical features are folded into 2^inputBits inputs. */
  readonly inputBits: number;
  /** Absent: each micro-batch is learned for itself. */
  readonly forgetting?: ForgettingDeclaration;
}

export const neuralSchema = z.strictObject({
  kind: z.literal('neural'),
  ...commonFields,
  layers: z
    .array(whole(1, 4096), { error: 'give a list of units, for instance [64, 32]' })
    .max(8, { error: 'give at most 8 hidden layers' }),
  optimizer: oneOf('adam', 'sgd'),
  learningRate: above(0, 10),
  l2: between(0, 1e6),
  inputBits: whole(1, 16),
  forgetting: forgettingSchema.exactOptional(),
});

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
  /** Keep what was learned from data that the stream no longer shows. @default not */
  readonly forgetting?: ForgettingOptions;
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
  forgetting,
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
  ...(forgetting === undefined ? {} : { forgetting: forgettingOf(forgetting) }),
  ...rest,
});
