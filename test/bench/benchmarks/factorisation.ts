/** One step of biased matrix factorisation, its table of identities included: few rows that stay in the cache, and many that do not. */
import { biasedMatrixFactorisation } from '../../../functions/contracts/learners/factorisation';
import type { LabelledBatch } from '../../../functions/domain/features/batch';
import { createMatrixFactorisation } from '../../../functions/domain/learners/factorisation/matrix-factorisation';
import type { Problem } from '../../../functions/domain/learners/learner';
import { Random } from '../../../functions/domain/numeric/random';
import { measure } from '../measure';
import type { Benchmark, Measured } from '../result';

const EXAMPLES = 200_000;
const AIM_NS = 2000;
const PROBLEM: Problem = {
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

export const factorisation: Benchmark = {
  name: 'factorisation',
  async run() {
    return [await learning('in the cache', 1000, 500), await learning('beyond the cache', 200_000, 20_000)];
  },
};

async function learning(where: string, users: number, items: number): Promise<Measured> {
  const batch = ratings(users, items);
  const learner = createMatrixFactorisation(biasedMatrixFactorisation({ user: 'user', item: 'item' }), PROBLEM);
  const cost = await measure({
    repeats: 9,
    prepare: () => learner,
    work: () => {
      learner.learn(batch);
      return EXAMPLES;
    },
  });
  return {
    name: `factorisation ${where}`,
    cost,
    ratio: null,
    figures: { aimNs: AIM_NS },
    note: `biased matrix factorisation, 10 factors, ${users} users and ${items} items that are known, drawn by lot`,
  };
}

function ratings(users: number, items: number): LabelledBatch {
  const chance = Random.seeded(1);
  const identity = new Uint32Array(4 * EXAMPLES);
  const label = new Float64Array(EXAMPLES);
  for (let at = 0; at < EXAMPLES; at++) {
    identity.set([chance.below(items), 1, chance.below(users), 2], 4 * at);
    label[at] = chance.normal();
  }
  return {
    count: EXAMPLES,
    numericCount: 0,
    numeric: new Float64Array(0),
    hashedCount: 2,
    categoricalCount: 2,
    hashed: new Int32Array(2 * EXAMPLES),
    identity,
    label,
    weight: new Float64Array(EXAMPLES).fill(1),
    completedAtMs: new Float64Array(EXAMPLES),
  };
}
