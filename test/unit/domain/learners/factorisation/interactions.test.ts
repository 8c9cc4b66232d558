import {
  type InteractionSettings,
  Interactions,
} from '../../../../../functions/domain/learners/factorisation/interactions';
import { Row } from '../../../../../functions/domain/learners/linear/row';
import { problemFor } from '../../../../contracts/learner-batches';

const SETTINGS: InteractionSettings = { factors: 2, learningRate: 0.1, l2: 0.01, spread: 0.1, seed: 1 };
const NAMES = ['a', 'b', 'c', 'd'] as const;
type Features = Partial<Record<(typeof NAMES)[number], number>>;

/** Factors of a, b, c, d at coordinates 1 to 4. */
const interactions = () =>
  new Interactions(
    SETTINGS,
    Float64Array.of(0, 0, 0.1, -0.2, 0.3, 0.4, -0.5, 0.25, 0.2, 0.6),
    new Float64Array(10),
    new Uint8Array(5).fill(1),
  );

function rowOf(features: Features): Row {
  const present = NAMES.filter((name) => features[name] !== undefined);
  const row = new Row({ ...problemFor('regression'), numericCount: 0, hashedCount: present.length }, true);
  present.forEach((name, at) => {
    row.coordinate[1 + at] = 1 + NAMES.indexOf(name);
    row.value[1 + at] = features[name]!;
  });
  return row;
}

describe('interactions', () => {
  /** river 0.26.1, facto.FMRegressor(n_factors=2) with these latents: _raw_dot less intercept and weights. */
  it.each([
    [{ a: 1, b: 1, c: -1.5 }, 0.175],
    [{ a: 1, d: 2 }, -0.2],
    [{ b: 1, c: 3, d: -0.5 }, -0.375],
    [{ d: 3 }, 0],
  ] as const)("of %j are river's sum over pairs", (features, sum) => {
    expect(interactions().form(rowOf(features))).toBeCloseTo(sum, 14);
  });

  /**
   * numpy, the pairs written out: f = sum(v[i] @ v[j] * x[i] * x[j] for i, j in combinations(x, 2)); g[i] = (f - y) * x[i] * sum(v[j] * x[j]
   * for j in x if j != i) + l2 * v[i]; G[i] += g[i]**2; v[i] -= rate * g[i] / (sqrt(G[i]) + 1e-8); twice over these examples.
   */
  it('move as AdaGrad over all pairs written out does', () => {
    const examples: readonly (readonly [Features, number])[] = [
      [{ a: 1, b: 1, c: -1.5 }, 2],
      [{ a: 1, c: 0.5, d: 2 }, -1],
      [{ b: 1, c: 3, d: -0.5 }, 0.5],
      [{ a: 1, b: 1, c: 0.25 }, 1],
    ];
    const pairs = interactions();
    for (const [features, label] of [...examples, ...examples]) {
      const row = rowOf(features);
      pairs.step(row, pairs.form(row) - label);
    }
    const numpy = [
      [0.2657949366599287, -0.19437442921178147],
      [0.317957265916131, 0.18726429073464507],
      [-0.6037483900465942, -0.03796275312684832],
      [0.46899906288593474, 0.6225280809349765],
    ].flat();
    numpy.forEach((factor, at) => {
      expect(pairs.factors[2 + at]).toBeCloseTo(factor, 12);
    });
  });

  it('start with the same factors in whatever order coordinates come', () => {
    const started = (...rows: readonly Features[]): Float64Array => {
      const pairs = new Interactions(SETTINGS, new Float64Array(10), new Float64Array(10), new Uint8Array(5));
      for (const features of rows) pairs.meet(rowOf(features));
      return pairs.factors;
    };
    expect(started({ a: 1 }, { b: 1 })).toEqual(started({ b: 1 }, { a: 1, b: 1 }));
    expect(started({ a: 1 }).filter((factor) => factor !== 0)).toHaveLength(2);
  });
});
