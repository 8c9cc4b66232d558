/** The request in the model's head, and its decisions in the ledger. */
import type { RetrainState } from '../contracts/retrain-state';
import type { Head } from '../domain/lineage/head';
import type { Entry } from '../domain/promotion/end-lines';
import type { RetrainRecord } from '../domain/triggers/history';

export const recordOf = ({ retrains }: Head, id: string): RetrainRecord | undefined =>
  retrains?.find((record) => record.id === id);

/** The head with this request's record as it is now. */
export const withRecord = (head: Head, id: string, change: Partial<RetrainRecord>): Head => ({
  ...head,
  retrains: (head.retrains ?? []).map((record) => (record.id === id ? { ...record, ...change } : record)),
});

export function retrainEntry(
  kind: 'retrain-started' | 'retrain-refused' | 'retrain-failed',
  { id, cause, learner, evidence }: RetrainState,
  reason: string,
  champion: string,
  timeMs: number,
): Entry {
  return {
    kind,
    timeMs,
    version: champion,
    from: null,
    by: cause.kind === 'person' ? cause.by : 'perennial',
    reason,
    evidence: { ...evidence, id, cause: cause.kind, learner },
  };
}

/** In words: what asked for it. */
export function asked({ cause }: RetrainState): string {
  switch (cause.kind) {
    case 'person':
      return cause.reason;
    case 'drift':
    case 'alarm':
      return `alarm ${cause.alarm}: ${cause.reason}`;
    case 'still-drifting':
      return 'asked whether a drift goes on';
    case 'schedule':
      return 'it was time for it';
    case 'volume':
      return 'enough was learned for it';
  }
}
