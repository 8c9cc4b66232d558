/** Learners that describe each category by a few learned factors. */
import * as z from 'zod';
import { above, between, identifier, whole } from '../schema-parts';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

export interface MatrixFactorisationDeclaration extends LearnerCommon {
  readonly kind: 'biasedMatrixFactorisation';
  /** The categorical features that say who it is, and what. */
  readonly user: string;
  readonly item: string;
  readonly factors: number;
  readonly learningRate: number;
  readonly l2: number;
  /** The standard deviation of new factors. */
  readonly spread: number;
  /** The ridge penalty of the first steps of a new user or item; null: they move at the learning rate like all others. */
  readonly newcomer: number | null;
  /** A user or item is learned from this appearance on. */
  readonly minimumAppearances: number;
  /** Who has not appeared for longer is forgotten; null: nobody is. */
  readonly forgetAfterMs: number | null;
}

const penalty = above(0, 1e6);
const milliseconds = above(0, 1e13);

export const matrixFactorisationSchema = z.strictObject({
  kind: z.literal('biasedMatrixFactorisation'),
  ...commonFields,
  user: identifier,
  item: identifier,
  factors: whole(1, 1024),
  learningRate: above(0, 1),
  l2: between(0, 100),
  spread: above(0, 10),
  newcomer: penalty.nullable(),
  minimumAppearances: whole(1, 1_000_000),
  forgetAfterMs: milliseconds.nullable(),
});

interface MatrixFactorisationOptions extends LearnerOptions {
  /** The categorical feature that says who. */
  readonly user: string;
  /** The categorical feature that says what. */
  readonly item: string;
  /** @default 10 */
  readonly factors?: number;
  /** @default 0.05; 0.02 where only positives are learned: faster, all scores come near 1 and no longer rank */
  readonly learningRate?: number;
  /** @default 0.02; 0.01 where only positives are learned */
  readonly l2?: number;
  /** @default 0.1 */
  readonly spread?: number;
  /**
   * How reluctantly a new user or item is fitted to its first examples: a ridge penalty. null: they move at the learning rate.
   * @default 2
   */
  readonly newcomer?: number | null;
  /** @default 1: everyone is learned at once */
  readonly minimumAppearances?: number;
  /** As a duration, such as days(90). @default nobody is forgotten */
  readonly forgetAfter?: number;
}

/** A mean, a bias for each user and item, and the product of their factors, for regression and binary outcomes. */
export const biasedMatrixFactorisation = ({
  name = 'biasedMatrixFactorisation',
  until,
  factors = 10,
  learningRate = 0.05,
  l2 = 0.02,
  spread = 0.1,
  newcomer = 2,
  minimumAppearances = 1,
  forgetAfter,
  ...rest
}: MatrixFactorisationOptions): MatrixFactorisationDeclaration => ({
  kind: 'biasedMatrixFactorisation',
  name,
  untilMs: untilMsOf(until),
  factors,
  learningRate,
  l2,
  spread,
  newcomer,
  minimumAppearances,
  forgetAfterMs: forgetAfter ?? null,
  ...rest,
});

export interface FactorisationMachineDeclaration extends LearnerCommon {
  readonly kind: 'factorisationMachine';
  readonly factors: number;
  readonly learningRate: number;
  readonly l2: number;
  /** The standard deviation of new factors. */
  readonly spread: number;
}

export const factorisationMachineSchema = z.strictObject({
  kind: z.literal('factorisationMachine'),
  ...commonFields,
  factors: whole(1, 1024),
  learningRate: above(0, 100),
  l2: between(0, 1e6),
  spread: above(0, 10),
});

interface FactorisationMachineOptions extends LearnerOptions {
  /** Numbers per coordinate: the state is this many times, twice, that of a linear model. @default 8 */
  readonly factors?: number;
  /** @default 0.1 */
  readonly learningRate?: number;
  /** @default 0 */
  readonly l2?: number;
  /** @default 0.1 */
  readonly spread?: number;
}

/** A linear model with all pairs of features on top, each pair's weight the product of its features' factors; binary and regression. */
export const factorisationMachine = ({
  name = 'factorisationMachine',
  until,
  factors = 8,
  learningRate = 0.1,
  l2 = 0,
  spread = 0.1,
  ...rest
}: FactorisationMachineOptions = {}): FactorisationMachineDeclaration => ({
  kind: 'factorisationMachine',
  name,
  untilMs: untilMsOf(until),
  factors,
  learningRate,
  l2,
  spread,
  ...rest,
});

export interface PositiveFactorisationDeclaration extends LearnerCommon {
  readonly kind: 'positiveOnlyFactorisation';
  readonly user: string;
  readonly item: string;
  readonly factors: number;
  readonly learningRate: number;
  readonly l2: number;
  readonly spread: number;
  readonly minimumAppearances: number;
  readonly forgetAfterMs: number | null;
}

export const positiveFactorisationSchema = z.strictObject({
  kind: z.literal('positiveOnlyFactorisation'),
  ...commonFields,
  user: identifier,
  item: identifier,
  factors: whole(1, 1024),
  learningRate: above(0, 1),
  l2: between(0, 100),
  spread: above(0, 10),
  minimumAppearances: whole(1, 1_000_000),
  forgetAfterMs: milliseconds.nullable(),
});

/** Matrix factorisation that learns from outcome 1 alone, for binary outcomes: its answers rank, and are no probabilities. */
export const positiveOnlyFactorisation = ({
  name = 'positiveOnlyFactorisation',
  until,
  factors = 10,
  learningRate = 0.02,
  l2 = 0.01,
  spread = 0.1,
  minimumAppearances = 1,
  forgetAfter,
  ...rest
}: Omit<MatrixFactorisationOptions, 'newcomer'>): PositiveFactorisationDeclaration => ({
  kind: 'positiveOnlyFactorisation',
  name,
  untilMs: untilMsOf(until),
  factors,
  learningRate,
  l2,
  spread,
  minimumAppearances,
  forgetAfterMs: forgetAfter ?? null,
  ...rest,
});
