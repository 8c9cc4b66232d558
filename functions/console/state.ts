/**
 * What the page shows, as one JSON document: `GET /api/state`. All times are ms since the epoch on the model's clock; every
 * figure that is not defined yet (no examples, one class only) is null.
 */
import type { LedgerEntry } from '../domain/lineage/entries';

export type Metrics = Readonly<Record<string, number | null>>;

export interface Counts {
  readonly accepted: number;
  readonly learned: number;
  readonly pending: number;
  readonly late: number;
  readonly rejected: number;
  readonly duplicates: number;
}

export interface ConsoleLine {
  /** The line's major number. */
  readonly line: number;
  readonly learner: string;
  readonly version: string;
  readonly checkpoint: string;
  /** 'contender': may be promoted; 'control': stopped learning at a declared moment; 'baseline': prior, lastOutcome. */
  readonly role: 'contender' | 'control' | 'baseline';
  /** A control line's declared moment: it learned only what was known before. */
  readonly untilMs?: number | null;
  /** Test-then-train over everything, and over the last examples only. */
  readonly progressive: Metrics;
  readonly recent: Metrics;
}

/** Scores by UTC day of the prediction; the last days may still change. */
export interface ConsoleSeries {
  /** 'served', or a line's learner name. */
  readonly name: string;
  readonly role: 'served' | 'contender' | 'control' | 'baseline';
  readonly days: readonly {
    readonly fromMs: number;
    readonly examples: number;
    readonly logLoss: number | null;
    readonly rocAuc: number | null;
    readonly mae: number | null;
    readonly rmse: number | null;
  }[];
  readonly months: readonly { readonly fromMs: number; readonly metrics: Metrics }[];
}

/** Where a candidate's comparison stood after a micro-batch; differences are champion's loss minus candidate's. */
export interface Look {
  readonly examples: number;
  readonly meanDifference: number;
  readonly lower: number;
  readonly upper: number;
  readonly logEValue: number;
}

/** A version and its comparison with the champion, as of the latest look. */
export interface ComparedVersion extends Look {
  readonly version: string;
  readonly learner: string;
  readonly sealedAtMs: number;
  /** Promotion at logEValue >= logThreshold, i.e. when `lower` passes 0. */
  readonly logThreshold: number;
  readonly alpha: number;
  /** Earlier looks, oldest first, thinned. */
  readonly trail: readonly Look[];
}

export interface ConsoleCandidate extends ComparedVersion {
  readonly awaitingApproval: boolean;
}

/** A candidate that took over, as of the last look at it as a candidate. */
export interface Promotion extends ComparedVersion {
  /** The champion that it was compared with. */
  readonly from: string;
  /** 'gate', or who asked. */
  readonly by: string;
  readonly promotedAtMs: number;
}

export interface ConsoleState {
  readonly model: string;
  readonly task: 'binary' | 'multiclass' | 'regression';
  readonly running: boolean;
  /** Of the stream being replayed. */
  readonly progress: {
    /** 0 to 1; null when the length is unknown. */
    readonly fraction: number | null;
    readonly events: number;
    readonly totalEvents: number | null;
    readonly seconds: number;
    readonly eventsPerSecond: number;
  };
  readonly clockMs: number;
  readonly counts: Counts;
  readonly champion: {
    readonly version: string;
    readonly learner: string;
    readonly checkpoint: string;
    readonly sinceMs: number;
  };
  /** The metrics of the champions' own predictions. */
  readonly served: Metrics;
  /** The same from the moment on at which the control line stopped learning, beside that line; null or absent before, and without one. */
  readonly sinceControl?: { readonly sinceMs: number; readonly served: Metrics; readonly control: Metrics } | null;
  readonly lines: readonly ConsoleLine[];
  readonly series: readonly ConsoleSeries[];
  readonly contest: {
    readonly metric: string;
    /** Log loss is clipped to [clip, 1 - clip]; null for other metrics. */
    readonly clip: number | null;
    readonly alpha: number;
    /** Before these no candidate is promoted or given up. */
    readonly minimumExamples: number;
    readonly candidates: readonly ConsoleCandidate[];
    /** The last promotion of a candidate that this process looked at; null: none so far. */
    readonly lastPromotion: Promotion | null;
  };
  /** Promotions and rollbacks, all of them, oldest first. */
  readonly marks: readonly {
    readonly timeMs: number;
    readonly kind: 'promoted' | 'rolled-back';
    readonly version: string;
  }[];
  /** The latest decisions, newest first. */
  readonly ledger: readonly LedgerEntry[];
  /** Of the decisions before those, the ones about what serves: promotions, rollbacks, approvals asked for; newest first. */
  readonly earlierServing: readonly LedgerEntry[];
  /** How many decisions there are, with those that are in neither list. */
  readonly decisionCount: number;
  /** Where the time went, seconds by stage. */
  readonly stages: readonly { readonly stage: string; readonly seconds: number }[];
  /** Shown once something stopped the loop. */
  readonly stopped: string | null;
}
