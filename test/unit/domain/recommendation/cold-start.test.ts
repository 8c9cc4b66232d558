import { type Recommender, regretPerStep, SHOP } from '../../../support/arriving-users';
import { incremental, nightly, popularity } from '../../../support/shop-recommenders';

/** Every user is new: nobody comes back, and all that can be known of one is learned within the session. */
const SMALL = { ...SHOP, days: 7, usersPerDay: 150, itemsAtFirst: 80 };
const FROM_DAY = 4;
const SEEDS = [1, 2, 3];

/** Per step of the session, over all seeds. */
function regret(make: () => Recommender): number[] {
  const runs = SEEDS.map((seed) => regretPerStep({ ...SMALL, seed }, FROM_DAY, make()));
  return runs[0]!.map((_, step) => runs.reduce((sum, run) => sum + run[step]!, 0) / SEEDS.length);
}

describe('a shop where every user is new', () => {
  const learning = regret(() => incremental());
  const popular = regret(popularity);
  const retrained = regret(() => nightly(1));

  it('after three interactions, learning within the session regrets at most 0.7 times what popularity and a nightly model do', () => {
    for (const step of [3, 4, 5]) {
      expect(learning[step]!).toBeLessThan(0.7 * popular[step]!);
      expect(learning[step]!).toBeLessThan(0.7 * retrained[step]!);
    }
  });

  it('before the first interaction, when nothing is known, it serves about as well as popularity', () => {
    expect(learning[0]!).toBeLessThan(1.2 * popular[0]!);
  });
});
