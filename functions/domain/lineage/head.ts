import type { Contest } from '../promotion/contest';
import type { RetrainRecord } from '../triggers/history';

/** A sequence number: decimal digits, any length, without leading zeros. */
export type Sequence = string;
/** The last sequence number taken, by origin. */
export type Positions = Readonly<Record<string, Sequence>>;

/** A training line: a learner that learns every example of the stream from the line's start. */
export interface Line {
  readonly major: number;
  /** The line with which its training began, for one that goes on from a rollback (see succession.ts). */
  readonly root?: number;
  /** Micro-batches learned on this line since it was started or retrained. */
  readonly minor: number;
  /** The name of the learner in the declaration. */
  readonly learner: string;
  /** Hash of the learner's part of the declaration: another one starts a new line. */
  readonly configHash: string;
  /** The stored object that holds `major.minor`. */
  readonly checkpoint: string;
  /** The model's clock when it was last sealed; null before the first seal. */
  readonly sealedAtMs: number | null;
}

/** A version that answered, from `sinceMs` on. */
export interface Reign {
  readonly version: string;
  readonly learner: string;
  readonly checkpoint: string;
  /** The model's clock at its seal: it has learned nothing that became known later. */
  readonly sealedAtMs: number;
  readonly sinceMs: number;
  /** A rollback ended it: it is not gone back to unless named. */
  readonly withdrawn: boolean;
}

/** A checkpoint that is kept, and what for is decided by retention. */
export interface StoredVersion {
  readonly version: string;
  readonly learner: string;
  readonly checkpoint: string;
  /** The model's clock at that version. */
  readonly clockMs: number;
  /** The revision of the head that stored it. */
  readonly revision: number;
}

/** The one mutable record of a model. Everything else is immutable, appended, or derived. */
export interface Head {
  readonly format: 1;
  readonly model: string;
  /** Hash of the declaration that made the last commit. */
  readonly declarationHash: string;
  /** Commits so far. */
  readonly revision: number;
  readonly positions: Positions;
  /** The latest moment at which a learned label became known, ms; 0 before the first. */
  readonly clockMs: number;
  /** Micro-batches learned, the examples in them, and the accepted events that these were made of. */
  readonly learned: { readonly batches: number; readonly examples: number; readonly events: number };
  /** Examples that wait for a full micro-batch. */
  readonly waiting: { readonly examples: number; readonly events: number };
  /** The object holding the waiting examples and the progressive scores. */
  readonly workspace: string;
  readonly lines: readonly Line[];
  readonly nextMajor: number;
  /** The champions whose predictions can still be waiting for outcomes or be rolled back to, oldest first; the last one answers. */
  readonly reigns: readonly Reign[];
  readonly contest: Contest;
  readonly stored: readonly StoredVersion[];
  /** Trainings from scratch that were asked for lately (see triggers/history.ts), oldest first; absent: none ever was. */
  readonly retrains?: readonly RetrainRecord[];
  /** Objects that this commit no longer needs; they are deleted after it. */
  readonly garbage: readonly string[];
}
