/** Learners that describe each category by a few learned factors. */
import * as z from 'zod';
import { above, between, identifier, whole } from '../schema-parts';
import { commonFields, type LearnerCommon, type LearnerOptions, untilMsOf } from './options';

/** Of both matrix factorisations. */
interface UserItemDeclaration extends LearnerCommon {
  /** The categorical features that say who it is, and what. */
  readonly user: string;
  readonly item: string;
  readonly factors: number;
  readonly learningRate: number;
  readonly l2: number;
  /** The standard deviation of new factors. */
  readonly spread: number;
  /** The ridge penalty of the first steps of whoever is new; null: they move at the learning rate like all others. */
  readonly newcomer: number | null;
  /** A user or item is learned from this appearance on. */
  readonly minimumAppearances: number;
  /** Who has not appeared for longer is forgotten; null: nobody is. */
  readonly forgetAfterMs: number | null;
}

const userItemFields = {
  ...commonFields,
  user: identifier,
  item: identifier,
  factors: whole(1, 1024),
  learningRate: above(0, 1),
  l2: between(0, 100),
  spread: above(0, 10),
  newcomer: above(0, 1e6).nullable(),
  minimumAppearances: whole(1, 1_000_000),
  forgetAfterMs: above(0, 1e13).nullable(),
};

interface UserItemOptions extends LearnerOptions {
  /** The categorical feature that says who. */
  readonly user: string;
  /** The categorical feature that says what. */
  readonly item: string;
  /** @default 10 */
  readonly factors?: number;
  /** @default 0.1 */
  readonly learningRate?: number;
  /** @default 0.01 */
  readonly l2?: number;
  /** @default 0.05 */
  readonly spread?: number;
  /**
   * How reluctantly whoever is new is fitted to its first examples, a ridge penalty: users and items, where only positives are learned
   * users. null: they move at the learning rate.
   * @default 2
   */
  readonly newcomer?: number | null;
  /** @default 1: everyone is learned at once */
  readonly minimumAppearances?: number;
  /** As a duration, such as days(90). @default nobody is forgotten */
  readonly forgetAfter?: number;
}

const userItem = <T extends UserItemOptions>({
  until,
  factors = 10,
  learningRate = 0.1,
  l2 = 0.01,
  spread = 0.05,
  newcomer = 2,
  minimumAppearances = 1,
  forgetAfter,
  ...rest
}: T) => ({
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

export interface MatrixFactorisationDeclaration extends UserItemDeclaration {
  readonly kind: 'biasedMatrixFactorisation';
}

export const matrixFactorisationSchema = z.strictObject({
  kind: z.literal('biasedMatrixFactorisation'),
  ...userItemFields,
});

/** A mean, a bias for each user and item, and the product of their factors, for regression and binary outcomes. */
export const biasedMatrixFactorisation = ({
  name = 'biasedMatrixFactorisation',
  ...rest
}: UserItemOptions): MatrixFactorisationDeclaration => ({
  kind: 'biasedMatrixFactorisation',
  name,
  ...userItem(rest),
});

export interface PositiveFactorisationDeclaration extends UserItemDeclaration {
  readonly kind: 'positiveOnlyFactorisation';
  /** Items that were not taken for longest, learned beside each that was, as what was not wanted. */
  readonly negatives: number;
}

export const positiveFactorisationSchema = z.strictObject({
  kind: z.literal('positiveOnlyFactorisation'),
  ...userItemFields,
  negatives: whole(0, 1000),
});

interface PositiveFactorisationOptions extends UserItemOptions {
  /** Items taken for not wanted beside each that was taken: those that nobody has taken for longest. More cost more. @default 5 */
  readonly negatives?: number;
}

/** Matrix factorisation that learns from outcome 1 alone, for binary outcomes: its answers rank, and are no probabilities. */
export const positiveOnlyFactorisation = ({
  name = 'positiveOnlyFactorisation',
  negatives = 5,
  ...rest
}: PositiveFactorisationOptions): PositiveFactorisationDeclaration => ({
  kind: 'positiveOnlyFactorisation',
  name,
  negatives,
  ...userItem(rest),
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
