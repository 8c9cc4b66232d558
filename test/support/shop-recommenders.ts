/** Who may serve the shop of arriving users: matrix factorisation that learns all the time, one that is retrained every night, popularity. */
import {
  biasedMatrixFactorisation,
  type MatrixFactorisationDeclaration,
} from '../../functions/contracts/learners/factorisation';
import type { LabelledBatch } from '../../functions/domain/features/batch';
import {
  createMatrixFactorisation,
  type MatrixFactorisation,
} from '../../functions/domain/learners/factorisation/matrix-factorisation';
import type { Problem } from '../../functions/domain/learners/learner';
import type { Recommender } from './arriving-users';

export const PAIRS_OF_USER_AND_ITEM: Problem = {
  task: 'regression',
  outputs: 1,
  numericCount: 0,
  numericNames: [],
  categoricalNames: ['item', 'user'],
  categoricalCount: 2,
  hashedCount: 2,
  hashBits: 18,
  seed: 1,
};

const DEFAULTS = biasedMatrixFactorisation({ user: 'user', item: 'item' });

interface Rated {
  readonly user: number;
  readonly item: number;
  readonly rating: number;
}

/** Learns each rating when it is given. */
export function incremental(declaration: MatrixFactorisationDeclaration = DEFAULTS): Recommender {
  const learner = createMatrixFactorisation(declaration, PAIRS_OF_USER_AND_ITEM);
  return {
    choose: (user, items) => bestOf(learner, user, items),
    learn: (user, item, rating) => learner.learnExample(batchOf({ user, item, rating }), 0, 1),
    endDay: () => undefined,
  };
}

/** The same learner, made anew each night from all ratings so far, `epochs` times over; by day it only answers. */
export function nightly(epochs: number, declaration: MatrixFactorisationDeclaration = DEFAULTS): Recommender {
  const ratings: Rated[] = [];
  let serving = createMatrixFactorisation(declaration, PAIRS_OF_USER_AND_ITEM);
  return {
    choose: (user, items) => bestOf(serving, user, items),
    learn: (user, item, rating) => {
      ratings.push({ user, item, rating });
    },
    endDay: () => {
      serving = createMatrixFactorisation(declaration, PAIRS_OF_USER_AND_ITEM);
      for (let epoch = 0; epoch < epochs; epoch++) {
        for (const rated of ratings) serving.learnExample(batchOf(rated), 0, 1);
      }
    },
  };
}

/** The item with the highest mean rating, each mean drawn towards 0 by five ratings of 0. */
export function popularity(): Recommender {
  const sums = new Map<number, { count: number; sum: number }>();
  const mean = (item: number): number => {
    const known = sums.get(item);
    return known === undefined ? 0 : known.sum / (known.count + 5);
  };
  return {
    choose: (_user, items) => items.reduce((best, item) => (mean(item) > mean(best) ? item : best)),
    learn: (_user, item, rating) => {
      const { count, sum } = sums.get(item) ?? { count: 0, sum: 0 };
      sums.set(item, { count: count + 1, sum: sum + rating });
    },
    endDay: () => undefined,
  };
}

function bestOf({ factors }: MatrixFactorisation, user: number, items: readonly number[]): number {
  const row = factors.users.find(user, 0);
  const score = (item: number) => factors.score(row, factors.items.find(item, 0));
  let best = items[0]!;
  let highest = score(best);
  for (const item of items) {
    const own = score(item);
    if (own > highest) [best, highest] = [item, own];
  }
  return best;
}

const batchOf = ({ user, item, rating }: Rated): LabelledBatch => ({
  count: 1,
  numericCount: 0,
  numeric: new Float64Array(0),
  hashedCount: 2,
  categoricalCount: 2,
  hashed: new Int32Array(2),
  identity: Uint32Array.of(item, 0, user, 0),
  label: Float64Array.of(rating),
  weight: Float64Array.of(1),
  completedAtMs: Float64Array.of(0),
});
