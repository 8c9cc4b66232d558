import { BiasedFactors } from '../../../../functions/domain/learners/factorisation/biased-factors';
import { Recall } from '../../../../functions/domain/recommendation/recall';
import { type Recommended, recommend } from '../../../../functions/domain/recommendation/recommend';

/** Items 0 to 4 with biases 0, 1, 2, 1, 0; user 9 is known. */
function shop(): BiasedFactors {
  const model = BiasedFactors.create({
    factors: 1,
    spread: 0.1,
    seed: 1,
    admitAt: 1,
    keepMs: null,
    learningRate: 0.1,
    l2: 0,
    newcomer: null,
    curvature: 1,
  });
  for (let item = 0; item < 5; item++) model.items.meet(item, 7, item);
  model.users.meet(9, 0, 0);
  model.items.biases.set([0, 1, 2, 1, 0]);
  model.items.factors.set([5, 0, 0, 0, 0]);
  model.users.factors.set([1]);
  return model;
}

const items = (recommended: readonly Recommended[]): number[] => recommended.map(({ item }) => item[0]);

describe('recommend', () => {
  it('gives the best items of a user first, ties by age, without the excluded', () => {
    expect(items(recommend(shop(), [9, 0], 3))).toEqual([0, 2, 1]);
    expect(
      items(
        recommend(shop(), [9, 0], 3, [
          [0, 7],
          [2, 7],
        ]),
      ),
    ).toEqual([1, 3, 4]);
  });

  it('serves an unknown user by the biases of items', () => {
    expect(items(recommend(shop(), [1234, 0], 2))).toEqual([2, 1]);
  });

  it('knows nothing of items that were given up', () => {
    const model = shop();
    model.items.table.giveUpBefore(3);
    expect(items(recommend(model, [9, 0], 9))).toEqual([3, 4]);
  });
});

describe('recall', () => {
  const of = (...rows: readonly number[]): Recommended[] => rows.map((row) => ({ item: [row, 0], score: 0 }));

  it('counts what was among the recommended, and at which rank', () => {
    const recall = new Recall();
    expect([recall.recall, recall.meanReciprocalRank]).toEqual([null, null]);
    recall.add(of(4, 5, 6), [5, 0]);
    recall.add(of(4, 5, 6), [4, 0]);
    recall.add(of(4, 5, 6), [4, 1]);
    recall.add(of(), [4, 0]);
    expect([recall.recall, recall.meanReciprocalRank]).toEqual([0.5, 1.5 / 4]);
  });

  it('takes items by name as well', () => {
    const recall = new Recall();
    const [tea, team] = [{ item: 'tea' }, { item: 'team' }];
    recall.add([team, tea], 'tea');
    recall.add([team], 'tea');
    expect([recall.recall, recall.meanReciprocalRank]).toEqual([0.5, 0.25]);
  });
});
