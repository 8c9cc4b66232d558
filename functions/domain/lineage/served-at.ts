/** Which version answered at a moment? The last promotion or rollback that had taken effect by then. O(ledger). */
import type { LedgerEntry } from './entries';

/** undefined for a moment before the first champion, or a model that has none. */
export function servedAt(ledger: readonly LedgerEntry[], timeMs: number): LedgerEntry | undefined {
  return ledger.findLast((entry) => movesChampion(entry) && entry.timeMs <= timeMs);
}

export type ChampionMove = LedgerEntry & { readonly kind: 'promoted' | 'rolled-back' };

export const movesChampion = (entry: LedgerEntry): entry is ChampionMove =>
  entry.kind === 'promoted' || entry.kind === 'rolled-back';

/** Promotions and rollbacks, in order; without the untrained prior that a model begins with, which replaced nobody. */
export const championMoves = (ledger: readonly LedgerEntry[]): ChampionMove[] =>
  ledger.filter(movesChampion).filter(({ from }) => from !== null);
