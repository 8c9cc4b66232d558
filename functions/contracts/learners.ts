/** The algorithms that a model can be declared with, and their defaults. */
import type { BaselineDeclaration, LinearLearnerDeclaration, NeuralLearnerDeclaration } from './declaration';

interface LearnerOptions {
  /** @default the kind */
  readonly name?: string;
  /** Stop learning at this moment (ISO 8601) and serve as a control line. @default never */
  readonly until?: string;
}

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

const untilMsOf = (until: string | undefined): number | null => (until === undefined ? null : Date.parse(until));

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
