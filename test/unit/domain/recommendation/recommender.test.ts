import {
  biasedMatrixFactorisation,
  positiveOnlyFactorisation,
} from '../../../../functions/contracts/learners/factorisation';
import { stateFromBytes, stateToBytes } from '../../../../functions/domain/checkpoint/state-bytes';
import { Recommender } from '../../../../functions/domain/recommendation/recommender';

const rated = biasedMatrixFactorisation({ user: 'reader', item: 'book' });
const DAY = 86_400_000;

describe('a recommender', () => {
  it('has nothing to show before anyone took anything', () => {
    expect(Recommender.create(rated).recommend('ada', 3)).toEqual([]);
  });

  it('shows an unknown user what is rated highest, and never what was excluded', () => {
    const books = Recommender.create(rated);
    for (let at = 0; at < 30; at++) {
      for (const [book, stars] of [
        ['emma', 3],
        ['ulysses', 1],
        ['dune', 5],
      ] as const)
        books.learn(`r${at}`, book, stars);
    }
    expect(books.recommend('nobody', 2).map(({ item }) => item)).toEqual(['dune', 'emma']);
    expect(books.recommend('nobody', 5, ['dune']).map(({ item }) => item)).toEqual(['emma', 'ulysses']);
  });

  it('resumed from bytes, recommends and goes on to the bit, names and all', () => {
    const declaration = positiveOnlyFactorisation({ user: 'user', item: 'item', forgetAfter: 3 * DAY });
    const learn = (shop: Recommender, from: number, to: number): Recommender => {
      for (let at = from; at < to; at++) {
        shop.learn(`u${at % 13}`, `i${(at * 7) % 31}`, 1, { timeMs: (at * DAY) / 8 });
      }
      return shop;
    };
    const stopped = stateToBytes(learn(Recommender.create(declaration), 0, 150).save());
    const resumed = learn(Recommender.load(declaration, stateFromBytes(stopped)), 150, 300);
    const whole = learn(Recommender.create(declaration), 0, 300);
    expect(stateToBytes(resumed.save())).toEqual(stateToBytes(whole.save()));
    expect(resumed.recommend('u3', 40)).toEqual(whole.recommend('u3', 40));
    expect(new Set(whole.recommend('u3', 40).map(({ item }) => item)).size).toBe(whole.recommend('u3', 40).length);
  });

  it('refuses a state whose names are not those of its items', () => {
    const state = Recommender.create(rated).save();
    const extra = { ...state, scalars: { ...state.scalars, names: ['emma'] } };
    expect(() => Recommender.load(rated, extra)).toThrow('one name for each of its 0 items');
  });
});
