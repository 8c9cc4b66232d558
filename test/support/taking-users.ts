/**
 * A shop that only sees what is taken: every user is new, takes some items one after the other, each with a chance that grows with how much
 * it is liked (a quality of the item + taste . trait), and is never asked about the others. Items come into the range day by day.
 */
import { Random } from '../../functions/domain/numeric/random';

export interface TakingSettings {
  readonly seed: number;
  readonly days: number;
  readonly usersPerDay: number;
  readonly takesPerUser: number;
  readonly itemsAtFirst: number;
  readonly itemsPerDay: number;
  readonly tastes: number;
  /** The standard deviation of items' quality; that of taste . trait is 1. */
  readonly quality: number;
  /** An item that is liked by 1 more is taken exp(sharpness) times as often. */
  readonly sharpness: number;
}

export const TAKING: TakingSettings = {
  seed: 1,
  days: 20,
  usersPerDay: 250,
  takesPerUser: 10,
  itemsAtFirst: 150,
  itemsPerDay: 2,
  tastes: 3,
  quality: 0.5,
  sharpness: 3,
};

/** What serves it. Identities are whole numbers. */
export interface Lister {
  /** The n items for this user, best first, without those taken. */
  list(user: number, n: number, taken: readonly number[]): readonly number[];
  take(user: number, item: number): void;
}

/** Per item that a user takes (the first one first), the share of users for whom it was among the ten listed; of days from `from` on. */
export function recallPerStep(settings: TakingSettings, from: number, lister: Lister): number[] {
  const { days, usersPerDay, takesPerUser, itemsAtFirst, itemsPerDay, tastes, quality, sharpness } = settings;
  const chance = Random.seeded(settings.seed);
  const vector = () => Array.from({ length: tastes }, () => chance.normal());
  const traits: number[][] = [];
  const qualities: number[] = [];
  const addItem = () => {
    traits.push(vector());
    qualities.push(quality * chance.normal());
  };
  for (let item = 0; item < itemsAtFirst; item++) addItem();
  const hits = new Array<number>(takesPerUser).fill(0);
  for (let day = 0, user = 0; day < days; day++) {
    for (let visitor = 0; visitor < usersPerDay; visitor++, user++) {
      const taste = vector();
      const wish = traits.map((trait, item) =>
        Math.exp(sharpness * (qualities[item]! + dot(taste, trait) / Math.sqrt(tastes))),
      );
      const taken: number[] = [];
      for (let step = 0; step < takesPerUser; step++) {
        const item = drawn(wish, chance);
        if (day >= from && lister.list(user, 10, taken).includes(item)) hits[step] = hits[step]! + 1;
        lister.take(user, item);
        taken.push(item);
        wish[item] = 0;
      }
    }
    for (let item = 0; item < itemsPerDay; item++) addItem();
  }
  return hits.map((count) => count / ((days - from) * usersPerDay));
}

function drawn(weights: readonly number[], chance: Random): number {
  let left = chance.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return at;
  }
  return weights.length - 1;
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);
