/**
 * The contest: the champion and the sealed candidates that are compared with it, as the plain value that the head of a model
 * stores and the page draws. Every number is finite and survives JSON exactly, so a contest that was saved and loaded goes on
 * to the bit. A candidate takes about 1 kB.
 */
import type { GateMetric } from '../../contracts/declaration';

/** How a loss is counted, fixed for a candidate when it enters; a later declaration changes it for later candidates only. */
export interface Measure {
  readonly metric: GateMetric;
  /** Log loss: probabilities are clipped to [clip, 1 - clip]. null for the other metrics. */
  readonly clip: number | null;
  /** No difference of two losses lies outside [-bound, bound]. */
  readonly bound: number;
}

/** What sealing a line gives. */
export interface SealedVersion {
  readonly version: string;
  readonly major: number;
  readonly learner: string;
  readonly checkpoint: string;
  readonly sealedAtMs: number;
}

/** A sealed version and what the examples predicted since have said. A difference is loss of the champion - loss of the candidate. */
export interface Candidate extends SealedVersion {
  /** The how-manieth candidate of this reign, from 1. */
  readonly index: number;
  /** Its part of the reign's budget of error: it wins at an e-value of 1 / (alpha x stake). */
  readonly stake: number;
  readonly measure: Measure;
  /** Examples compared. */
  readonly examples: number;
  readonly differenceSum: number;
  readonly differenceSquareSum: number;
  /** Log-wealth of each bet (see bets.ts) that the candidate is better, and of its mirror image that it is worse. */
  readonly better: readonly number[];
  readonly worse: readonly number[];
  /** The least that its log e-value ever was, at most 0: what it can leave over when it is given up (see budget.ts). */
  readonly leastLogEValue: number;
  /** It has reached the threshold, and a person must say yes. */
  readonly awaitingApproval: boolean;
}

export interface Contest {
  /** The version that answers; one contest lasts as long as its reign. */
  readonly champion: string;
  /** Candidates entered in this reign so far. */
  readonly entered: number;
  /** Stakes that given-up candidates left over, for the next one to enter (see budget.ts). */
  readonly returned: number;
  /** In order of entry. */
  readonly candidates: readonly Candidate[];
}

/** A candidate that left the contest without winning. */
export interface GivenUp {
  readonly candidate: Candidate;
  readonly code: 'worse' | 'undecided' | 'superseded';
  /** A sentence with its numbers, for the ledger. */
  readonly reason: string;
}

export const openContest = (champion: string): Contest => ({ champion, entered: 0, returned: 0, candidates: [] });
