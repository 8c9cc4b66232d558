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

  it('serves an unknown user what the users met lately take', () => {
    const model = PositiveFactors.create({ ...SETTINGS, factors: 5 });
    for (let at = 0; at < 2000; at++) model.learn(at % 50, 0, at % 10 === 0 ? 1 : 0, 0, at, 1);
    const [often, rarely] = [model.items.find(0, 0), model.items.find(1, 0)];
    expect(model.score(-1, often)).toBeGreaterThan(model.score(-1, rarely));
  });
});
