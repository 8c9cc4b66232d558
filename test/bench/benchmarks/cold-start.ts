/**
 * How well is a new user served, step by step of the first session, by factorisation that learns within it, by the same one retrained
 * every night, and by popularity? And where only what is taken is seen: how often was it among the ten listed just before? Regret is how much less what was shown is liked than the best that could have been shown; a rating
 * has a standard deviation of 1.2. Every user is new. The cost is that of one step, the choice among all items included.
 */
import { regretPerStep, SHOP } from '../../support/arriving-users';
import { factorised, popular } from '../../support/shop-listers';
import { incremental, nightly, popularity } from '../../support/shop-recommenders';
import { recallPerStep, TAKING } from '../../support/taking-users';
import { costOf, timed } from '../measure';
import type { Benchmark, Measured } from '../result';

const FROM_DAY = 10;
const LISTERS = { factorised: () => factorised(), popular };
const PARTIES = { incremental: () => incremental(), nightly: () => nightly(1), popularity: () => popularity() };

export const coldStart: Benchmark = {
  name: 'cold-start',
  async run() {
    const results: Measured[] = [];
    for (const [party, make] of Object.entries(PARTIES)) {
      let regret: number[] = [];
      const sample = await timed(make(), (recommender) => {
        regret = regretPerStep(SHOP, FROM_DAY, recommender);
        return SHOP.days * SHOP.usersPerDay * SHOP.stepsPerSession;
      });
      results.push({
        name: `cold-start ${party}`,
        cost: costOf([sample]),
        ratio: null,
        figures: Object.fromEntries(regret.map((value, step) => [`regretAtStep${step + 1}`, value])),
        note: `regret at steps 1 to ${SHOP.stepsPerSession}: ${regret.map((value) => value.toFixed(2)).join(' ')}`,
      });
    }
    for (const [party, make] of Object.entries(LISTERS)) {
      let recall: number[] = [];
      const sample = await timed(make(), (lister) => {
        recall = recallPerStep(TAKING, FROM_DAY, lister);
        return TAKING.days * TAKING.usersPerDay * TAKING.takesPerUser;
      });
      results.push({
        name: `cold-start, positives only, ${party}`,
        cost: costOf([sample]),
        ratio: null,
        figures: Object.fromEntries(recall.map((value, step) => [`recallAt10AtStep${step + 1}`, value])),
        note: `recall@10 of items 1 to ${TAKING.takesPerUser}: ${recall.map((value) => value.toFixed(3)).join(' ')}`,
      });
    }
    return results;
  },
};
