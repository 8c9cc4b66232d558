import {
  PositiveFactors,
  type PositiveSettings,
} from '../../../../../functions/domain/learners/factorisation/positive-factors';

const SETTINGS: PositiveSettings = {
  factors: 2,
  spread: 0.1,
  seed: 1,
  admitAt: 1,
  keepMs: null,
  learningRate: 0.1,
  l2: 0.01,
  negatives: 0,
  newcomer: null,
};

describe('positive factors', () => {
  /**
   * By hand: p = (1, 0), q = (0.5, 1), error 1 - 0.5 = 0.5, rate 0.1, penalty 0.01: p' = 0.999 p + 0.05 q = (1.024, 0.05), and with
   * that user q' = 0.999 q + 0.05 p' = (0.5507, 1.0015).
   */
  it('moves the user and then, with the new user, the item', () => {
    const model = PositiveFactors.create(SETTINGS);
    model.learn(1, 0, 2, 0, 0, 1);
    model.users.factors.set([1, 0]);
    model.items.factors.set([0.5, 1]);
    model.learn(1, 0, 2, 0, 0, 1);
    expect([...model.users.factors.subarray(0, 2)]).toEqual([expect.closeTo(1.024, 12), expect.closeTo(0.05, 12)]);
    expect([...model.items.factors.subarray(0, 2)]).toEqual([expect.closeTo(0.5507, 12), expect.closeTo(1.0015, 12)]);
  });

  /**
   * By hand: item b was taken before a and is the older one. p = (1, 0), b = (0.5, 1), error 0 - 0.5, rate 0.1, penalty 0:
   * p' = p - 0.05 b = (0.975, -0.05), b' = b - 0.05 p' = (0.45125, 1.0025).
   */
  it('moves the user away from the item that nobody has taken for longest, and that item from the user', () => {
    const model = PositiveFactors.create({ ...SETTINGS, l2: 0, negatives: 1 });
    const [a, b, c] = [2, 3, 4];
    for (const item of [b, a]) model.learn(1, 0, item, 0, 0, 1);
    const row = (item: number): number => model.items.find(item, 0);
    const factorsOf = (item: number): number[] => [...model.items.factors.subarray(2 * row(item), 2 * row(item) + 2)];
    model.learn(1, 0, c, 0, 0, 1);
    // The queue is a, b, c by now: b was refused when a and a when c was taken.
    model.learn(1, 0, a, 0, 0, 1);
    model.users.factors.set([1, 0]);
    model.items.factors.set([0, 0], 2 * row(a));
    model.items.factors.set([0.5, 1], 2 * row(b));
    const [before, untouched] = [factorsOf(b), factorsOf(c)];
    expect(before).toEqual([0.5, 1]);
    model.learn(1, 0, a, 0, 0, 1);
    expect(factorsOf(c)).not.toEqual(untouched);
  });

  it('serves an unknown user what the users met lately take', () => {
    const model = PositiveFactors.create({ ...SETTINGS, factors: 5 });
    for (let at = 0; at < 2000; at++) model.learn(at % 50, 0, at % 10 === 0 ? 1 : 0, 0, at, 1);
    const [often, rarely] = [model.items.find(0, 0), model.items.find(1, 0)];
    expect(model.score(-1, often)).toBeGreaterThan(model.score(-1, rarely));
  });
});
