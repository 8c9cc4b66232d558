import type { LedgerEntry, LineageEdge } from '../domain/lineage/entries';
import type { Head } from '../domain/lineage/head';

export interface Commit {
  /** The next head; its revision is one above the one it was made from. */
  readonly head: Head;
  readonly lineage: readonly LineageEdge[];
  readonly ledger: readonly LedgerEntry[];
}

/**
 * One head per model, moved by compare-and-swap together with what the move appends. A commit is wholly visible or not at
 * all, and durable once it resolves.
 */
export interface Heads {
  /** undefined before the first commit. */
  load(model: string): Promise<Head | undefined>;
  /** 'conflict' when the stored revision is not `commit.head.revision - 1`; nothing is written then. */
  commit(commit: Commit): Promise<'committed' | 'conflict'>;
  /** In order of commit. */
  lineage(model: string): Promise<LineageEdge[]>;
  /** In order of commit. */
  ledger(model: string): Promise<LedgerEntry[]>;
  /** Names of the models that have a head, sorted. */
  models(): Promise<string[]>;
}
