import {
  BiasedFactors,
  type FactorSettings,
} from '../../../../../functions/domain/learners/factorisation/biased-factors';

const PLAIN: FactorSettings = {
  factors: 2,
  spread: 0.1,
  seed: 1,
  admitAt: 1,
  keepMs: null,
  learningRate: 0.05,
  l2: 0,
  newcomer: null,
  curvature: 1,
};

const USERS = ['Alice', 'Bob'];
const ITEMS = ['Superman', 'Terminator', 'Star Wars', 'Notting Hill', 'Harry Potter'];

/** Every user and item has its row, in the order of the lists above, with these factors. */
function started(settings: FactorSettings, users: readonly number[], items: readonly number[]): BiasedFactors {
  const model = BiasedFactors.create(settings);
  for (let user = 0; user < users.length / settings.factors; user++) model.users.meet(user, 0, 0);
  for (let item = 0; item < items.length / settings.factors; item++) model.items.meet(item, 0, 0);
  model.users.factors.set(users);
  model.items.factors.set(items);
  return model;
}

describe('biased factors', () => {
  /**
   * river 0.26.1: reco.BiasedMF(n_factors=2, bias_optimizer=optim.SGD(0.025), latent_optimizer=optim.SGD(0.025), l2_bias=0.02,
   * l2_latent=0.02), with u_latents and i_latents set to the factors below, on the ratings of its documentation. Its gradient is that of
   * the whole squared error: its rate is half of ours, its penalty twice.
   */
  it("gives river's ratings from the same initial factors", () => {
    const ratings = [
      [0, 0, 8],
      [0, 1, 9],
      [0, 2, 8],
      [0, 3, 2],
      [0, 4, 5],
      [1, 0, 8],
      [1, 1, 9],
      [1, 2, 8],
      [1, 3, 2],
    ] as const;
    const model = started(
      { ...PLAIN, l2: 0.01 },
      [0.1, -0.2, 0.05, 0.15],
      [0.2, 0.1, -0.1, 0.3, 0.25, -0.05, -0.3, -0.1, 0.15, 0.2],
    );
    let mean = 0;
    ratings.forEach(([user, item, rating], at) => {
      mean += (rating - mean) / (at + 1);
      model.step(user, item, rating - mean - model.score(user, item), 1);
    });
    const found = USERS.map((_, user) => ITEMS.map((_, item) => mean + model.score(user, item)));
    const river = [
      [6.346011229872005, 6.321562815108591, 6.331129300147819, 5.772353766103901, 6.195038247622748],
      [6.640641662559893, 6.69590499688388, 6.5693511419264325, 6.001042935165359, 6.528038618114691],
    ];
    river.forEach((row, user) => {
      row.forEach((rating, item) => {
        expect(found[user]![item]).toBeCloseTo(rating, 12);
      });
    });
  });

  /** Ridge regression of one example z on x = (1, q) with penalty c: x z / (c + |x|^2), here x = (1, 2, 1), z = 4, c = 2: x / 2. */
  it("moves a newcomer at its first example to where ridge regression on the item's factors would put it", () => {
    const model = started({ ...PLAIN, newcomer: 2, learningRate: 1e-9 }, [0, 0], [2, 1]);
    // An item of which much is known stays where it is.
    model.items.evidence[0] = 1e12;
    model.step(0, 0, 4, 1);
    expect(model.users.biases[0]).toBeCloseTo(0.5, 6);
    expect([...model.users.factors.subarray(0, 2)]).toEqual([expect.closeTo(1, 6), expect.closeTo(0.5, 6)]);
    expect(model.score(0, 0)).toBeCloseTo(3, 6);
  });

  it('never steps over the label, whatever the weight', () => {
    for (const weight of [1, 10, 1e9]) {
      const model = started(PLAIN, [0, 0], [1, 1]);
      model.step(0, 0, 3, weight);
      expect(model.score(0, 0)).toBeGreaterThan(0);
      expect(model.score(0, 0)).toBeLessThanOrEqual(3 + 1e-12);
    }
  });

  it('answers the item for an unknown user, the user for an unknown item, 0 for two', () => {
    const model = started(PLAIN, [1, 1], [1, 1]);
    model.users.biases[0] = 0.25;
    model.items.biases[0] = 0.5;
    expect([model.score(-1, 0), model.score(0, -1), model.score(-1, -1)]).toEqual([0.5, 0.25, 0]);
  });
});
