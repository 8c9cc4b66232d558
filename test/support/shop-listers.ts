/** Who may list what a user might take next: factorisation of what was taken, learning all the time, and popularity. */
import {
  type PositiveFactorisationDeclaration,
  positiveOnlyFactorisation,
} from '../../functions/contracts/learners/factorisation';
import { createPositiveFactorisation } from '../../functions/domain/learners/factorisation/positive-factorisation';
import { recommend } from '../../functions/domain/recommendation/recommend';
import { PAIRS_OF_USER_AND_ITEM } from './shop-recommenders';
import type { Lister } from './taking-users';

const DEFAULTS = positiveOnlyFactorisation({ user: 'user', item: 'item' });

export function factorised(declaration: PositiveFactorisationDeclaration = DEFAULTS): Lister {
  const { factors } = createPositiveFactorisation(declaration, { ...PAIRS_OF_USER_AND_ITEM, task: 'binary' });
  return {
    list: (user, n, taken) =>
      recommend(
        factors,
        [user, 0],
        n,
        taken.map((item) => [item, 0]),
      ).map(({ item }) => item[0]),
    take: (user, item) => factors.learn(user, 0, item, 0, 0, 1),
  };
}

/** Those taken most often so far. */
export function popular(): Lister {
  const counts = new Map<number, number>();
  return {
    list: (_user, n, taken) =>
      [...counts]
        .filter(([item]) => !taken.includes(item))
        .sort(([, a], [, b]) => b - a)
        .slice(0, n)
        .map(([item]) => item),
    take: (_user, item) => void counts.set(item, (counts.get(item) ?? 0) + 1),
  };
}
