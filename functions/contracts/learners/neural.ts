/** A multi-layer perceptron over TF.js. */
import * as z from 'zod';
import { above, between, oneOf, whole } from '../schema-parts';
import { type ForgettingDeclaration, type ForgettingOptions, forgettingOf, forgettingSchema } from './forgetting';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

export interface EmbeddingsDeclaration {
  /** Elements of a category's vector. */
  readonly size: number;
  /** Of AdaGrad, which moves the vectors. */
  readonly learningRate: number;
}

export interface NeuralLearnerDeclaration extends LearnerCommon {
  readonly kind: 'neural';
  /** Units of each hidden layer, ReLU. */
  readonly layers: readonly number[];
  readonly optimizer: 'adam' | 'sgd';
  readonly learningRate: number;
  readonly l2: number;
  /** The categorical features are folded into 2^inputBits inputs. */
  readonly inputBits: number;
  /** Absent: numeric features are standardised by their running statistics. */
  readonly standardise?: false;
  /** Absent: a category is one of the 2^inputBits inputs. Present: each feature has 2^inputBits vectors of this size. */
  readonly embeddings?: EmbeddingsDeclaration;
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
  standardise: z.literal(false).exactOptional(),
  embeddings: z.strictObject({ size: whole(1, 256), learningRate: above(0, 10) }).exactOptional(),
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
  /**
   * Whether numeric features are taken as deviations from their running means. Without, values go in as they are, limited to ±20: for
   * features of one unit and of about size 1, such as pixels. @default true
   */
  readonly standardise?: boolean;
  /** Learn a vector for each category, of `size` elements (default 8), by AdaGrad at `learningRate` (default 0.05). @default not */
  readonly embeddings?: Partial<EmbeddingsDeclaration>;
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
  standardise = true,
  embeddings,
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
  ...(standardise ? {} : { standardise }),
  ...(embeddings === undefined ? {} : { embeddings: { size: 8, learningRate: 0.05, ...embeddings } }),
  ...(forgetting === undefined ? {} : { forgetting: forgettingOf(forgetting) }),
  ...rest,
});
