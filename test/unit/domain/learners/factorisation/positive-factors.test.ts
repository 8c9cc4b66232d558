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
   * By hand: b was taken before a. p = (1, 0), b = (0.5, 1), error 0 - 0.5, rate 0.1, no penalty: p' = p - 0.05 b = (0.975, -0.05) and
   * b' = b - 0.05 p' = (0.45125, 1.0025). Then a, at (0, 0), with error 1: the user stays, a' = 0.1 p'.
   */
  it('moves user and the item that nobody has taken for longest apart, before it learns what was taken', () => {
    const model = PositiveFactors.create({ ...SETTINGS, l2: 0, negatives: 1 });
    const [a, b] = [2, 3];
    for (const item of [b, a]) model.learn(1, 0, item, 0, 0, 1);
    const place = (item: number): number => 2 * model.items.find(item, 0);
    const factorsOf = (item: number): number[] => [...model.items.factors.subarray(place(item), place(item) + 2)];
    model.users.factors.set([1, 0]);
    model.items.factors.set([0, 0], place(a));
    model.items.factors.set([0.5, 1], place(b));
    model.learn(1, 0, a, 0, 0, 1);
    expect(factorsOf(b)).toEqual([expect.closeTo(0.45125, 12), expect.closeTo(1.0025, 12)]);
    expect([...model.users.factors.subarray(0, 2)]).toEqual([expect.closeTo(0.975, 12), expect.closeTo(-0.05, 12)]);
    expect(factorsOf(a)).toEqual([expect.closeTo(0.0975, 12), expect.closeTo(-0.005, 12)]);
  });

  it('takes each item once for not wanted, however many are asked for, and never the one that was taken', () => {
    const model = PositiveFactors.create({ ...SETTINGS, negatives: 100 });
    const fewer = PositiveFactors.create({ ...SETTINGS, negatives: 2 });
    for (const one of [model, fewer]) for (const item of [1, 2, 3, 1, 2]) one.learn(item, 0, item, 0, 0, 1);
    expect([...model.items.factors]).toEqual([...fewer.items.factors]);
  });

  it('learns nothing of a user while what was taken is too rare to be learned', () => {
    const model = PositiveFactors.create({ ...SETTINGS, negatives: 5, admitAt: 2 });
    for (let times = 0; times < 3; times++) model.learn(1, 0, 1, 0, 0, 1);
    const before = [...model.users.factors];
    model.learn(1, 0, 7, 0, 0, 1);
    expect([...model.users.factors]).toEqual(before);
  });

  it('serves an unknown user what the users met lately take', () => {
    const model = PositiveFactors.create({ ...SETTINGS, factors: 5 });
    for (let at = 0; at < 2000; at++) model.learn(at % 50, 0, at % 10 === 0 ? 1 : 0, 0, at, 1);
    const [often, rarely] = [model.items.find(0, 0), model.items.find(1, 0)];
    expect(model.score(-1, often)).toBeGreaterThan(model.score(-1, rarely));
  });
});
