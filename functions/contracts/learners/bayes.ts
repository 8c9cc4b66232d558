/** Naive Bayes: within a class, features are taken as independent. For binary and multiclass outcomes. */
import * as z from 'zod';
import { above, between } from '../schema-parts';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

interface SmoothedDeclaration extends LearnerCommon {
  /** Added to the count of every category, word or answer in every class. */
  readonly alpha: number;
}

export interface GaussianNaiveBayesDeclaration extends SmoothedDeclaration {
  readonly kind: 'gaussianNaiveBayes';
  /** The share of a numeric feature's variance over all classes that is added to its variance in each. */
  readonly varianceSmoothing: number;
}

export interface MultinomialNaiveBayesDeclaration extends SmoothedDeclaration {
  readonly kind: 'multinomialNaiveBayes';
}

export interface BernoulliNaiveBayesDeclaration extends SmoothedDeclaration {
  readonly kind: 'bernoulliNaiveBayes';
  /** A numeric feature is yes above this. */
  readonly threshold: number;
}

export type NaiveBayesDeclaration =
  | GaussianNaiveBayesDeclaration
  | MultinomialNaiveBayesDeclaration
  | BernoulliNaiveBayesDeclaration;

const smoothed = { ...commonFields, alpha: above(0, 1e6) };

export const naiveBayesSchemas = [
  z.strictObject({ kind: z.literal('gaussianNaiveBayes'), ...smoothed, varianceSmoothing: between(0, 1) }),
  z.strictObject({ kind: z.literal('multinomialNaiveBayes'), ...smoothed }),
  z.strictObject({ kind: z.literal('bernoulliNaiveBayes'), ...smoothed, threshold: between(-1e100, 1e100) }),
] as const;

interface SmoothedOptions extends LearnerOptions {
  /** Added to the count of every category, word or answer in every class. @default 1: Laplace's rule */
  readonly alpha?: number;
}

interface GaussianOptions extends SmoothedOptions {
  /**
   * The share of a numeric feature's variance over all classes that is added to its variance in each. 0 adds nothing, and makes a
   * class impossible at any value but its own for as long as it has shown only one, as in MOA.
   * @default 1e-9, as in scikit-learn
   */
  readonly varianceSmoothing?: number;
}

interface BernoulliOptions extends SmoothedOptions {
  /** A numeric feature is yes above this. @default 0 */
  readonly threshold?: number;
}

/** Numeric features are normal in each class; categories are counted. */
export const gaussianNaiveBayes = ({
  name = 'gaussianNaiveBayes',
  until,
  alpha = 1,
  varianceSmoothing = 1e-9,
  ...rest
}: GaussianOptions = {}): GaussianNaiveBayesDeclaration => ({
  kind: 'gaussianNaiveBayes',
  name,
  untilMs: untilMsOf(until),
  alpha,
  varianceSmoothing,
  ...rest,
});

/** Categories are words, numeric features are how often a word occurs: for texts and baskets. */
export const multinomialNaiveBayes = ({
  name = 'multinomialNaiveBayes',
  until,
  alpha = 1,
  ...rest
}: SmoothedOptions = {}): MultinomialNaiveBayesDeclaration => ({
  kind: 'multinomialNaiveBayes',
  name,
  untilMs: untilMsOf(until),
  alpha,
  ...rest,
});

/** Numeric features are yes or no; categories are counted. */
export const bernoulliNaiveBayes = ({
  name = 'bernoulliNaiveBayes',
  until,
  alpha = 1,
  threshold = 0,
  ...rest
}: BernoulliOptions = {}): BernoulliNaiveBayesDeclaration => ({
  kind: 'bernoulliNaiveBayes',
  name,
  untilMs: untilMsOf(until),
  alpha,
  threshold,
  ...rest,
});
