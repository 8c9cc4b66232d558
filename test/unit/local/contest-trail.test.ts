import { openContest } from '../../../functions/domain/promotion/contest';
import { evidenceOf } from '../../../functions/domain/promotion/evidence';
import { ContestTrail, lookAt } from '../../../functions/local/contest-trail';
import { contestOf, find, rule, whenSeen } from '../domain/promotion/examples';

const seen = (examples: number) => whenSeen(contestOf('1.1', '1.2'), '1.1', examples, 0.01);
const examplesOf = (trail: ContestTrail, version = '1.1'): number[] =>
  trail.of('1.0', version).map(({ examples }) => examples);

describe('the looks at a candidate', () => {
  it('are kept in order, one for each time that it has seen 4 % more examples', () => {
    const trail = new ContestTrail();
    for (const examples of [0, 10, 10, 30, 30, 31, 32, 33, 100, 103, 104]) trail.observe(seen(examples), rule);
    expect(examplesOf(trail)).toEqual([10, 30, 32, 100, 104]);
    expect(examplesOf(trail, '1.2')).toEqual([]);
  });

  it('are what the evidence was then', () => {
    const trail = new ContestTrail();
    trail.observe(seen(25), rule);
    const evidence = evidenceOf(find(seen(25), '1.1'), rule);
    expect(trail.of('1.0', '1.1')).toEqual([
      {
        examples: 25,
        meanDifference: evidence.meanDifference,
        lower: evidence.lower,
        upper: evidence.upper,
        logEValue: evidence.logEValue,
      },
    ]);
    expect(evidence.meanDifference).toBeCloseTo(0.01, 12);
  });

  it('before the first example have a mean of 0 and the whole range', () => {
    expect(lookAt(evidenceOf(find(seen(0), '1.1'), rule))).toEqual({
      examples: 0,
      meanDifference: 0,
      lower: -1,
      upper: 1,
      logEValue: 0,
    });
  });

  it('are thinned to every other one when there are many, the last always among them', () => {
    const trail = new ContestTrail();
    let looks = 0;
    for (let examples = 1; examples < 100_000; examples = Math.ceil(examples * 1.04)) {
      trail.observe(seen(examples), rule);
      looks += 1;
      expect(examplesOf(trail).length).toBeLessThanOrEqual(160);
      expect(examplesOf(trail).at(-1)).toBe(examples);
    }
    const kept = examplesOf(trail);
    expect(looks).toBeGreaterThan(160);
    expect(kept.length).toBeGreaterThan(80);
    expect(kept[0]).toBe(1);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  });

  it('are forgotten with the candidate, and begin anew in the next reign', () => {
    const trail = new ContestTrail();
    trail.observe(seen(10), rule);
    const nextReign = { ...seen(20), champion: '1.2' };
    trail.observe(nextReign, rule);
    expect(examplesOf(trail)).toEqual([]);
    expect(trail.of('1.2', '1.1').map(({ examples }) => examples)).toEqual([20]);
    trail.observe(openContest('1.2'), rule);
    expect(trail.of('1.2', '1.1')).toEqual([]);
  });
});
