/**
 * The declaration of a model as plain, frozen data: what `model('flights', {…})` returns, what infra deploys, what replay
 * runs, and what the config hash in the lineage is taken of. No functions, no classes: it survives JSON.
 */

import type { LearnerDeclaration } from './learners/learner';

export const DECLARATION_FORMAT = 1;

/** What happens to a prediction whose window ended without an outcome: dropped and counted, or given this label. */
export type Otherwise = 'discard' | number;

export type OutcomeDeclaration =
  | { readonly kind: 'binary'; readonly withinMs: number; readonly otherwise: Otherwise }
  | {
      readonly kind: 'multiclass';
      readonly withinMs: number;
      readonly otherwise: Otherwise;
      /** Labels travel as the index into this list. */
      readonly classes: readonly string[];
    }
  | { readonly kind: 'regression'; readonly withinMs: number; readonly otherwise: Otherwise };

export type FeatureDeclaration = { readonly kind: 'categorical' } | { readonly kind: 'numeric' };

export type GateMetric = 'logLoss' | 'brier' | 'squaredError' | 'absoluteError';

export interface PromotionDeclaration {
  readonly kind: 'whenBetter';
  readonly metric: GateMetric;
  /** Bound on the probability that a champion is ever replaced by a candidate that is not better, over all looks and all
   * candidates of its reign. */
  readonly alpha: number;
  /** No decision before this many examples predicted after the seal. */
  readonly minimumExamples: number;
  /** A candidate undecided after this many examples is given up. */
  readonly maximumExamples: number;
  /** Log loss: probabilities are clipped to [clip, 1 - clip]. null: a tenth of the rarer class's share at the seal, at most 0.01. */
  readonly clip: number | null;
  /** squaredError and absoluteError: losses above this count as this. Null for the other metrics. */
  readonly lossBound: number | null;
  /** 'gate': evidence promotes in the commit that reached it. 'person': it waits for `perennial promote`. */
  readonly approval: 'gate' | 'person';
}

/** How what is served is watched against what the champion has learned. */
export interface DriftDeclaration {
  /** Predictions of the latest so much event time are compared with the baseline. */
  readonly windowMs: number;
  /** With fewer predictions than this in the window there is no verdict: not enough data. */
  readonly minimumSample: number;
  /** Population stability index from which on a feature, or the predictions, have drifted. */
  readonly psi: number;
  /** The share of a feature's values that the champion has never seen, from which on it has drifted. */
  readonly newCategories: number;
  /** The change of the share of missing values, from which on a feature has drifted. */
  readonly missing: number;
  /** Served loss over promised loss, from which on the champion no longer keeps its promise. */
  readonly lossRatio: number;
}

/** When a new line is trained from scratch out of the archive. A person can always ask for one. */
export interface RetrainDeclaration {
  /** Wall time since the last one; null: not by time. */
  readonly everyMs: number | null;
  /** Examples learned since the last one; null: not by volume. */
  readonly everyExamples: number | null;
  /** Whether a drift alarm starts one. */
  readonly onDrift: boolean;
  /** It learns from the latest so much event time of the archive; null: from all of it. */
  readonly learnFromMs: number | null;
  /** After one was started, no other is for so long. */
  readonly cooldownMs: number;
  /** More than this within `withinMs` do not help: then a person is needed. */
  readonly atMost: { readonly count: number; readonly withinMs: number };
}

export interface ModelDeclaration {
  readonly format: typeof DECLARATION_FORMAT;
  readonly name: string;
  readonly outcome: OutcomeDeclaration;
  readonly features: Readonly<Record<string, FeatureDeclaration>>;
  /** Products of categorical features, each hashed into the same 2^hashBits slots as the features themselves. */
  readonly crosses: readonly (readonly string[])[];
  readonly hashBits: number;
  readonly learners: readonly LearnerDeclaration[];
  /** Examples per micro-batch. */
  readonly microBatch: number;
  readonly seal: {
    /** Event time between two seals of a line. */
    readonly everyMs: number;
    /** Candidates compared with the champion at once, over all lines. */
    readonly live: number;
  };
  readonly promote: PromotionDeclaration;
  readonly drift: DriftDeclaration;
  /** null: only a person starts one. */
  readonly retrain: RetrainDeclaration | null;
  /** Learned examples are kept this long (event time), so that versions can be rebuilt. null: not kept. */
  readonly archive: { readonly days: number } | null;
  /** Former champions stay restorable this long (event time). */
  readonly rollbackWithinMs: number;
  /** Events may come this much out of order before a window's end is final. */
  readonly disorderMs: number;
  /** Events stamped later than their arrival by more than this are refused. */
  readonly aheadMs: number;
  readonly seed: number;
}
