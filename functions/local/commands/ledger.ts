/** Who or what decided, when, and on which numbers: oldest first. */

import { modelTime, modelTimeText } from '../model-time';
import { openedModel, type StateOptions } from '../opened-model';
import { table } from '../table';
import type { Shown } from './shown';

export interface LedgerOptions extends StateOptions {
  /** Only the last so many. */
  readonly limit?: number;
}

export async function ledger({ limit, ...options }: LedgerOptions): Promise<Shown> {
  const { home } = await openedModel(options);
  const { model } = home;
  const all = await home.heads.ledger(model);
  const shown = limit === undefined ? all : all.slice(-limit);
  return {
    document: { model, entries: shown.map(({ timeMs, ...entry }) => ({ time: modelTime(timeMs), ...entry })) },
    lines: table(
      shown.map(({ timeMs, kind, version, by, reason }) => [modelTimeText(timeMs), kind, version, by, reason]),
      'text',
    ),
  };
}
