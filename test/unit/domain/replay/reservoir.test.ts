import { Random } from '../../../../functions/domain/numeric/random';
import { PASSED_OVER, Reservoir } from '../../../../functions/domain/replay/reservoir';

/** Which of `stream` examples a reservoir of `size` holds in the end, stopped and resumed after `cut` of them. */
function kept(seed: number, size: number, stream: number, cut = stream): number[] {
  const places = new Array<number>(size).fill(Number.NaN);
  let random = Random.seeded(seed);
  let reservoir = new Reservoir(size, random);
  for (let example = 0; example < stream; example++) {
    if (example === cut) {
      random = Random.load(random.save());
      reservoir = new Reservoir(size, random, reservoir.offered);
    }
    const place = reservoir.offer();
    if (place !== PASSED_OVER) places[place] = example;
  }
  return places;
}

/**
 * Of 40 examples 10 are kept: each in a quarter of the runs. Counts within one run exclude each other, so the sum of (count - mean)² over
 * the variance of a count has the mean 40 and, as 39/40 of it is chi-square with 39 degrees of freedom, its 99.9 % point at
 * 72.05 x 40 / 39 = 73.9 and its 0.1 % point at 17.26 x 40 / 39 = 17.7 (scipy: chi2.ppf([.001, .999], 39)).
 */
function spread(runs: number, cut?: number): number {
  const counts = new Float64Array(40);
  for (let seed = 0; seed < runs; seed++) for (const example of kept(seed, 10, 40, cut)) counts[example]! += 1;
  const mean = runs / 4;
  return counts.reduce((sum, count) => sum + (count - mean) ** 2 / (mean * 0.75), 0);
}

describe('a reservoir', () => {
  it('keeps everything while there is room, in order', () => {
    expect(kept(1, 5, 5)).toEqual([0, 1, 2, 3, 4]);
  });

  it('says how many were offered and how many it keeps', () => {
    const reservoir = new Reservoir(3, Random.seeded(1));
    for (const expected of [1, 2, 3, 3, 3]) {
      reservoir.offer();
      expect(reservoir.kept).toBe(expected);
    }
    expect(reservoir.offered).toBe(5);
  });

  it('keeps each example of the stream equally often', () => {
    const statistic = spread(8000);
    expect(statistic).toBeGreaterThan(17.7);
    expect(statistic).toBeLessThan(73.9);
  });

  it.each([3, 10, 25, 39])('keeps each equally often when stopped and resumed after %i', (cut) => {
    expect(spread(2000, cut)).toBeLessThan(73.9);
  });

  it('stopped and resumed anywhere it keeps what it would have kept', () => {
    for (let cut = 0; cut <= 60; cut++) expect(kept(7, 8, 60, cut)).toEqual(kept(7, 8, 60));
  });

  it('the place that an example takes over is any, as often', () => {
    const counts = new Float64Array(8);
    for (let seed = 0; seed < 4000; seed++) {
      const reservoir = new Reservoir(8, Random.seeded(seed));
      let place = PASSED_OVER;
      for (let example = 0; example < 17; example++) place = reservoir.offer();
      if (place !== PASSED_OVER) counts[place]! += 1;
    }
    // Expected 4000 / 17 each; chi-square with 8 degrees of freedom (the ninth cell: passed over), 99.9 % point 26.12.
    const expected = 4000 / 17;
    const passedOver = 4000 - counts.reduce((sum, count) => sum + count, 0);
    const statistic =
      counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0) +
      (passedOver - 9 * expected) ** 2 / (9 * expected);
    expect(statistic).toBeLessThan(26.12);
  });
});
