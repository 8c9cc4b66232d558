import { Random } from '../../../../functions/domain/numeric/random';
import { distinctIndices } from '../../../../functions/domain/replay/distinct-indices';

describe('distinct indices', () => {
  it('are all of them, in order and without drawing, when as many are wanted as there are', () => {
    const random = Random.seeded(1);
    const before = random.save();
    expect([...distinctIndices(random, 4, 4)]).toEqual([0, 1, 2, 3]);
    expect([...distinctIndices(random, 9, 2)]).toEqual([0, 1]);
    expect([...distinctIndices(random, 3, 0)]).toEqual([]);
    expect(random.save()).toEqual(before);
  });

  it('are different and in range', () => {
    const random = Random.seeded(2);
    for (let run = 0; run < 200; run++) {
      const indices = [...distinctIndices(random, 6, 7)];
      expect(new Set(indices).size).toBe(6);
      for (const index of indices) expect(index >= 0 && index < 7).toBe(true);
    }
  });

  it('every set is as likely: the ten pairs of five, each a tenth of the draws', () => {
    const random = Random.seeded(3);
    const counts = new Map<string, number>();
    for (let run = 0; run < 20_000; run++) {
      const pair = [...distinctIndices(random, 2, 5)].sort().join('');
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    let statistic = 0;
    for (const count of counts.values()) statistic += (count - 2000) ** 2 / 2000;
    // The 99.9 % point of chi-square with 9 degrees of freedom (scipy: chi2.ppf(.999, 9)).
    expect(statistic).toBeLessThan(27.88);
  });
});
