/**
 * Which n of the known items should this user be shown? Those that a factorisation scores highest, best first, without the excluded ones;
 * of equal scores the item that got its row first. An unknown user is shown what the factorisation thinks of everyone. O(items (k + log n)).
 */
import type { Factorisation } from '../learners/factorisation/user-item-learner';
import { TopN } from './top-n';

/** Two 32-bit words, low first, as batches have them. */
export type Identity = readonly [low: number, high: number];

export interface Recommended {
  readonly item: Identity;
  readonly score: number;
}

export function recommend(
  factorisation: Factorisation,
  [low, high]: Identity,
  n: number,
  excluded: readonly Identity[] = [],
): Recommended[] {
  const { users, items } = factorisation;
  const { table } = items;
  const user = users.find(low, high);
  const out = new Set(excluded.map((item) => items.find(item[0], item[1])));
  const best = new TopN(Math.min(n, table.rows));
  for (let row = 0; row < table.rows; row++) {
    if (table.holds(row) && !out.has(row)) best.offer(row, factorisation.score(user, row));
  }
  return best.ranked().map(({ row, score }) => ({ item: [table.low(row), table.high(row)], score }));
}
