/** Which version answered at a moment, since when, until when, and by whose decision? */
import { movesChampion, servedAt } from '../../domain/lineage/served-at';
import { modelTime, modelTimeText } from '../model-time';
import { openedModel, type StateOptions } from '../opened-model';
import type { Shown } from './shown';

export async function served(atMs: number, options: StateOptions): Promise<Shown> {
  const { home, head } = await openedModel(options);
  const { model } = home;
  const ledger = await home.heads.ledger(model);
  const entry = servedAt(ledger, atMs);
  const at = new Date(atMs).toISOString();
  if (entry === undefined)
    return {
      document: { model, at, version: null },
      lines: [`nothing answered at ${at}: it is before the first champion`],
    };
  const next = ledger.slice(ledger.indexOf(entry) + 1).find(movesChampion);
  const { version, by, reason, evidence } = entry;
  const since = modelTime(entry.timeMs);
  const until = next === undefined ? null : modelTime(next.timeMs);
  const isFuture = atMs > head.clockMs;
  return {
    document: {
      model,
      at,
      version,
      checkpoint: evidence.checkpoint ?? null,
      since,
      until,
      decision: entry.kind,
      by,
      reason,
    },
    lines: [
      `${version} answered at ${at}${isFuture ? ` (the stream stands at ${modelTimeText(head.clockMs)}: as far as is known)` : ''}`,
      `  since ${modelTimeText(entry.timeMs)}, ${until === null ? 'to this day' : `until ${until}, when ${next!.version} followed`}`,
      `  ${entry.kind} by ${by}: ${reason}`,
      ...(evidence.checkpoint === undefined ? [] : [`  checkpoint ${evidence.checkpoint}`]),
    ],
  };
}
