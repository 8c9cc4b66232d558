/** Linear models over hashed and standardised features. */
import * as z from 'zod';
import { above, between, oneOf } from '../schema-parts';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

export interface LinearLearnerDeclaration extends LearnerCommon {
  /** `logistic`: binary and multiclass outcomes. `linear`: regression. */
  readonly kind: 'logistic' | 'linear';
  readonly optimizer: 'adagrad' | 'ftrl';
  /** Whether there is a constant term. */
  readonly intercept: boolean;
  readonly learningRate: number;
  readonly l1: number;
  readonly l2: number;
}

export const linearSchema = <K extends 'logistic' | 'linear'>(kind: K) =>
  z.strictObject({
    kind: z.literal(kind),
    ...commonFields,
    optimizer: oneOf('adagrad', 'ftrl'),
    intercept: z.boolean({ error: 'give true or false' }),
    learningRate: above(0, 100),
    l1: between(0, 1e6),
    l2: between(0, 1e6),
  });

interface LinearOptions extends LearnerOptions {
  /** @default 'adagrad' */
  readonly optimizer?: 'adagrad' | 'ftrl';
  /**
   * A constant term, which every example moves. Without one the level is learned by the categories: where what arrives first is
   * unlike the rest, a constant follows it up and down.
   * @default true
   */
  readonly intercept?: boolean;
  /** @default 0.1 */
  readonly learningRate?: number;
  /** @default 0 */
  readonly l1?: number;
  /** @default 0 */
  readonly l2?: number;
}

const linearLearner = <K extends 'logistic' | 'linear'>(
  kind: K,
  {
    name = kind,
    until,
    optimizer = 'adagrad',
    intercept = true,
    learningRate = 0.1,
    l1 = 0,
    l2 = 0,
    ...rest
  }: LinearOptions,
): LinearLearnerDeclaration => ({
  kind,
  name,
  untilMs: untilMsOf(until),
  optimizer,
  intercept,
  learningRate,
  l1,
  l2,
  ...rest,
});

/** Logistic regression (softmax for several classes) over hashed and standardised features, learned example by example. */
export const logistic = (options: LinearOptions = {}): LinearLearnerDeclaration => linearLearner('logistic', options);

/** Linear regression, as `logistic`, for regression outcomes. */
export const linear = (options: LinearOptions = {}): LinearLearnerDeclaration => linearLearner('linear', options);
