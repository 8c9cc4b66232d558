import type { Positions } from './head';

export type EdgeKind = 'start' | 'stateful-update' | 'stateless-retrain' | 'model-iteration' | 'merge' | 'fork';

/** How a version came to be: written once, in the commit that made it, and kept for ever. */
export interface LineageEdge {
  readonly version: string;
  /** Empty for a line started from scratch; one that was retrained, or declared otherwise, names the one that it is to succeed. */
  readonly parents: readonly string[];
  readonly kind: EdgeKind;
  readonly learner: string;
  /** SHA-256 name of the version's checkpoint. */
  readonly checkpoint: string;
  /** Micro-batches of the model that were learned: first..last of its whole life, from 1; null for a start or a fork. */
  readonly batches: { readonly first: number; readonly last: number } | null;
  /** Where the stream stood before and after. */
  readonly from: Positions;
  readonly to: Positions;
  /** The model's clock at this version, ms. */
  readonly clockMs: number;
  /** The objects with the learned examples, in order, or why there are none. */
  readonly data: { readonly archived: readonly string[] } | { readonly notRetained: string };
  readonly codeHash: string;
  readonly configHash: string;
  readonly seed: number;
  /** What computed it: 'js', or the TF.js backend; and the runtime. */
  readonly backend: string;
  /** Progressive scores over everything that the line has learned. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

export type LedgerKind =
  | 'line-started'
  | 'candidate-sealed'
  | 'candidate-given-up'
  | 'candidate-awaits-approval'
  | 'promoted'
  | 'rolled-back'
  | 'line-retired'
  | 'retrain-started'
  | 'retrain-refused'
  | 'retrain-failed';

/** One decision: what, when in the model's time, who or what decided, on which numbers. Append-only. */
export interface LedgerEntry {
  readonly kind: LedgerKind;
  /** When it takes effect, ms since the epoch, on the clock that predictions are stamped with. */
  readonly timeMs: number;
  /** Of a retrain, the champion that it was to improve on. */
  readonly version: string;
  /** The champion before, for a promotion or a rollback; the parent, for a line. */
  readonly from: string | null;
  /** 'gate', 'perennial', or who asked. */
  readonly by: string;
  readonly reason: string;
  readonly evidence: Readonly<Record<string, number | string | null>>;
  /** The revision of the head whose commit wrote it. */
  readonly revision: number;
}
