import { compareSamples } from '../../../../../functions/domain/drift/two-sample/compare-samples';
import { sampleOf } from '../../../../../functions/domain/drift/two-sample/sorted-sample';
import { Random } from '../../../../../functions/domain/numeric/random';

const drawn = (count: number, draw: () => number): Float64Array => new Float64Array(count).map(draw);

/** Sum of twelve uniforms less six: near enough to a standard normal. */
const normal = (random: Random): number => {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += random.uniform();
  return sum;
};

const DISTRIBUTIONS: readonly (readonly [string, (random: Random) => number])[] = [
  ['normal', normal],
  ['lognormal', (random) => Math.exp(normal(random))],
  ['constant', () => 3],
  ['0/1', (random) => (random.uniform() < 0.5 ? 1 : 0)],
  ['rare', (random) => (random.uniform() < 0.01 ? 1 : 0)],
  ['a tenth missing', (random) => (random.uniform() < 0.1 ? Number.NaN : random.uniform())],
];

describe('a comparison of two samples', () => {
  // Bounds are on 1e-4 for each of three distances: of 360 comparisons less than one would be expected.
  it.each(DISTRIBUTIONS)('finds no drift between two %s samples of one distribution, of whatever size', (_, draw) => {
    const random = Random.seeded(7);
    let alarms = 0;
    for (const [n, m] of [
      [100, 100],
      [150, 400],
      [1000, 200],
    ] as const) {
      for (let trial = 0; trial < 20; trial++) {
        const [a, b] = [drawn(n, () => draw(random)), drawn(m, () => draw(random))];
        if (compareSamples(sampleOf(a), sampleOf(b)).verdict !== 'stable') alarms += 1;
      }
    }
    expect(alarms).toBe(0);
  });

  it.each<readonly [string, (random: Random) => number, (random: Random) => number]>([
    ['a mean half a deviation higher', normal, (random) => normal(random) + 0.5],
    ['twice the spread', normal, (random) => 2 * normal(random)],
    ['another constant', () => 3, () => 4],
    ['more ones', (random) => (random.uniform() < 0.3 ? 1 : 0), (random) => (random.uniform() < 0.5 ? 1 : 0)],
    [
      'values that go missing',
      (random) => random.uniform(),
      (random) => (random.uniform() < 0.1 ? Number.NaN : random.uniform()),
    ],
    ['values that are all missing', (random) => random.uniform(), () => Number.NaN],
  ])('finds %s', (_, before, after) => {
    const random = Random.seeded(13);
    const [a, b] = [drawn(1000, () => before(random)), drawn(1000, () => after(random))];
    expect(compareSamples(sampleOf(a), sampleOf(b)).verdict).toBe('drifted');
  });

  it('takes a difference that is certain but small for none', () => {
    const random = Random.seeded(17);
    const [a, b] = [drawn(40_000, () => random.uniform()), drawn(40_000, () => random.uniform() + 0.02)];
    const { verdict, wasserstein } = compareSamples(sampleOf(a), sampleOf(b));
    expect(verdict).toBe('stable');
    expect(wasserstein!.distance).toBeGreaterThan(wasserstein!.chance);
  });

  it('says that there is not enough data, and never that nothing changed', () => {
    const [few, other] = [sampleOf(new Float64Array(99)), sampleOf(new Float64Array(500).fill(9))];
    expect(compareSamples(few, other)).toEqual({
      verdict: 'not-enough-data',
      baseline: 99,
      window: 500,
      kolmogorovSmirnov: null,
      wasserstein: null,
      missing: null,
    });
    expect(compareSamples(sampleOf([]), sampleOf([])).verdict).toBe('not-enough-data');
  });

  it('of a heavy weight and many light ones is as sure as of few', () => {
    const weights = new Float64Array(1000).fill(1);
    weights[0] = 1e6;
    const uneven = sampleOf(
      new Float64Array(1000).map((_, at) => at),
      weights,
    );
    expect(compareSamples(uneven, uneven).verdict).toBe('not-enough-data');
  });
});
