/** Linear models over hashed and standardised features. */
import * as z from 'zod';
import { above, between, oneOf } from '../schema-parts';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

type LinearKind = 'logistic' | 'linear' | 'poisson';
type OptimizerName = 'adagrad' | 'ftrl' | 'sgd' | 'adam' | 'normalised';

/** What is declared only where it was given: declarations made before it was an option have the hash that they had. */
interface GivenOnly {
  /** Of stochastic gradient descent: the intercept has a learning rate of its own. */
  readonly interceptRate?: number;
  /** Of stochastic gradient descent: the rate at the t-th example is learningRate / t^decayPower. */
  readonly decayPower?: number;
  /** Of values and counts: whether weights predict them relative to their running statistics, or as they are. */
  readonly target?: 'relative' | 'asServed';
}

export interface LinearLearnerDeclaration extends LearnerCommon, GivenOnly {
  /** `logistic`: binary and multiclass outcomes. `linear`: regression. `poisson`: regression on counts. */
  readonly kind: LinearKind;
  readonly optimizer: OptimizerName;
  /** Whether there is a constant term. */
  readonly intercept: boolean;
  readonly learningRate: number;
  readonly l1: number;
  readonly l2: number;
}

export const linearSchema = <K extends LinearKind>(kind: K) =>
  z
    .strictObject({
      kind: z.literal(kind),
      ...commonFields,
      optimizer: oneOf('adagrad', 'ftrl', 'sgd', 'adam', 'normalised'),
      intercept: z.boolean({ error: 'give true or false' }),
      learningRate: above(0, 100),
      l1: between(0, 1e6),
      l2: between(0, 1e6),
      interceptRate: between(0, 100).exactOptional(),
      decayPower: between(0, 1).exactOptional(),
      target: oneOf('relative', 'asServed').exactOptional(),
    })
    .refine(({ optimizer, interceptRate }) => optimizer === 'sgd' || interceptRate === undefined, {
      path: ['interceptRate'],
      error: "only optimizer: 'sgd' has it; leave it out",
    })
    .refine(({ optimizer, decayPower }) => optimizer === 'sgd' || decayPower === undefined, {
      path: ['decayPower'],
      error: "only optimizer: 'sgd' has it; the others' steps shrink by themselves",
    })
    .refine(({ optimizer, l1 }) => optimizer !== 'normalised' || l1 === 0, {
      path: ['l1'],
      error: "optimizer: 'normalised' has no penalty; leave it out",
    })
    .refine(({ optimizer, l2 }) => optimizer !== 'normalised' || l2 === 0, {
      path: ['l2'],
      error: "optimizer: 'normalised' has no penalty; leave it out",
    })
    .refine(({ target }) => kind !== 'logistic' || target === undefined, {
      path: ['target'],
      error: 'a class has no unit; leave it out',
    });

interface LinearOptions extends LearnerOptions {
  /**
   * 'adagrad', 'ftrl' and 'adam' give each coordinate a rate of its own; 'sgd' one rate to all; 'normalised' is Vowpal Wabbit's
   * update, for which numbers need no scaling and an example of weight 2 counts as two.
   * @default 'adagrad'
   */
  readonly optimizer?: OptimizerName;
  /**
   * A constant term, which every example moves. Without one the level is learned by the categories: where what arrives first is
   * unlike the rest, a constant follows it up and down.
   * @default true
   */
  readonly intercept?: boolean;
  /** @default 0.1 for adagrad and ftrl, 0.01 for sgd and adam, 0.5 for normalised */
  readonly learningRate?: number;
  /** @default 0 */
  readonly l1?: number;
  /** @default 0 */
  readonly l2?: number;
  /** For sgd. @default learningRate */
  readonly interceptRate?: number;
  /** For sgd: 0.5 is river's inverse scaling. @default 0, the rate stays as it is */
  readonly decayPower?: number;
}

interface ValueOptions extends LinearOptions {
  /** @default 'relative': standardised (linear) or divided by the mean (poisson), so that one rate serves whatever the unit is */
  readonly target?: 'relative' | 'asServed';
}

const LEARNING_RATES = { adagrad: 0.1, ftrl: 0.1, sgd: 0.01, adam: 0.01, normalised: 0.5 };

const linearLearner = <K extends LinearKind>(
  kind: K,
  {
    name = kind,
    until,
    optimizer = 'adagrad',
    intercept = true,
    learningRate = LEARNING_RATES[optimizer],
    l1 = 0,
    l2 = 0,
    ...rest
  }: ValueOptions,
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
export const linear = (options: ValueOptions = {}): LinearLearnerDeclaration => linearLearner('linear', options);

/** Poisson regression, as `linear`, for outcomes that are counts: it predicts a rate, which is never below 0. */
export const poisson = (options: ValueOptions = {}): LinearLearnerDeclaration => linearLearner('poisson', options);
