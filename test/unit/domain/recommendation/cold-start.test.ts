import { type Recommender, regretPerStep, SHOP } from '../../../support/arriving-users';
import { factorised, popular } from '../../../support/shop-listers';
import { incremental, nightly, popularity } from '../../../support/shop-recommenders';
import { type Lister, recallPerStep, TAKING } from '../../../support/taking-users';

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
  const liked = regret(popularity);
  const retrained = regret(() => nightly(1));

  it('after three interactions, learning within the session regrets at most 0.7 times what popularity and a nightly model do', () => {
    for (const step of [3, 4, 5]) {
      expect(learning[step]!).toBeLessThan(0.7 * liked[step]!);
      expect(learning[step]!).toBeLessThan(0.7 * retrained[step]!);
    }
  });

  it('before the first interaction, when nothing is known, it regrets at most 8 % more than popularity', () => {
    expect(learning[0]!).toBeLessThan(1.08 * liked[0]!);
  });
});

describe('a shop that sees only what is taken', () => {
  const small = { ...TAKING, days: 8, usersPerDay: 150, itemsAtFirst: 80, takesPerUser: 6 };
  const recall = (make: () => Lister): number[] => {
    // Settings were chosen on seeds 1 to 5.
    const runs = [11, 12].map((seed) => recallPerStep({ ...small, seed }, 4, make()));
    return runs[0]!.map((first, step) => (first + runs[1]![step]!) / 2);
  };
  const learning = recall(() => factorised());
  const counting = recall(popular);

  it('after three items taken, the next one is among the ten listed 1.25 times as often as among the most popular', () => {
    for (const step of [3, 4, 5]) expect(learning[step]!).toBeGreaterThan(1.25 * counting[step]!);
  });

  it('before the first, it is so nearly as often', () => {
    expect(learning[0]!).toBeGreaterThan(0.93 * counting[0]!);
  });
});
