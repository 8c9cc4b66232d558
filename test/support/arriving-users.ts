/**
 * A shop with known tastes: users arrive all day and stay for a session, items come into the range now and then, and what each user
 * would like best is known to the simulation alone. A user's rating of an item is the item's quality + taste . trait + noise, with
 * tastes and traits of a few dimensions.
 */
import { Random } from '../../functions/domain/numeric/random';

// Taken out once: in the sandbox of tests, looking a global up costs more than a comparison.
const { max } = Math;

export interface ShopSettings {
  readonly seed: number;
  readonly days: number;
  readonly usersPerDay: number;
  readonly stepsPerSession: number;
  readonly itemsAtFirst: number;
  readonly itemsPerDay: number;
  readonly tastes: number;
  /** The standard deviation that items' quality, taste . trait, and noise have. */
  readonly quality: number;
  readonly taste: number;
  readonly noise: number;
}

export const SHOP: ShopSettings = {
  seed: 1,
  days: 20,
  usersPerDay: 250,
  stepsPerSession: 10,
  itemsAtFirst: 150,
  itemsPerDay: 2,
  tastes: 3,
  quality: 0.5,
  taste: 1,
  noise: 0.5,
};

/** What serves the shop. Identities are whole numbers; a user's session is over before another's begins. */
export interface Recommender {
  /** The one item of `items` to show. */
  choose(user: number, items: readonly number[]): number;
  learn(user: number, item: number, rating: number): void;
  /** The day is over. */
  endDay(): void;
}

/**
 * Per step of a session (the first one first), how much worse on average what was shown is liked than the best that could have been;
 * of the days from `from` on. One in ten choices is by lot, for every recommender the same, so that new items are ever shown.
 */
export function regretPerStep(settings: ShopSettings, from: number, recommender: Recommender): number[] {
  const { days, usersPerDay, stepsPerSession, itemsAtFirst, itemsPerDay, tastes } = settings;
  const chance = Random.seeded(settings.seed);
  const vector = () => Array.from({ length: tastes }, () => chance.normal());
  const traits: number[][] = [];
  const quality: number[] = [];
  const addItem = () => {
    traits.push(vector());
    quality.push(settings.quality * chance.normal());
  };
  for (let item = 0; item < itemsAtFirst; item++) addItem();
  const regret = new Array<number>(stepsPerSession).fill(0);
  const scale = settings.taste / Math.sqrt(tastes);
  for (let day = 0, user = 0; day < days; day++) {
    for (let visitor = 0; visitor < usersPerDay; visitor++, user++) {
      const taste = vector();
      const liking = traits.map((trait, item) => quality[item]! + scale * dot(taste, trait));
      const unseen = new Set(liking.keys());
      for (let step = 0; step < stepsPerSession; step++) {
        const items = [...unseen];
        const lot = chance.uniform();
        const drawn = items[chance.below(items.length)]!;
        const noise = settings.noise * chance.normal();
        const best = items.reduce((most, item) => max(liking[item]!, most), liking[items[0]!]!);
        const chosen = recommender.choose(user, items);
        if (day >= from) regret[step] = regret[step]! + best - liking[chosen]!;
        const shown = lot < 0.1 ? drawn : chosen;
        unseen.delete(shown);
        recommender.learn(user, shown, liking[shown]! + noise);
      }
    }
    recommender.endDay();
    for (let item = 0; item < itemsPerDay; item++) addItem();
  }
  return regret.map((sum) => sum / ((days - from) * usersPerDay));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);
