/** Which version answered at a moment? The last promotion or rollback that had taken effect by then. O(ledger). */
import type { LedgerEntry } from './entries';

/** undefined for a moment before the first champion, or a model that has none. */
export function servedAt(ledger: readonly LedgerEntry[], timeMs: number): LedgerEntry | undefined {
  return ledger.findLast((entry) => movesChampion(entry) && entry.timeMs <= timeMs);
}

export const movesChampion = ({ kind }: LedgerEntry): boolean => kind === 'promoted' || kind === 'rolled-back';
