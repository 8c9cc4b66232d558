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

describe('the looks at the candidate that took over', () => {
  const promotedAfter = (...looks: number[]): ContestTrail => {
    const trail = new ContestTrail();
    for (const examples of looks) trail.observe(seen(examples), rule);
    return trail;
  };

  it('are there at once, and stay with the last of them while the next reign is looked at', () => {
    const trail = promotedAfter(100, 200, 201);
    const before = trail.last('1.0', '1.1', rule);
    trail.observe({ ...contestOf('1.3', '1.4'), champion: '1.1' }, rule);
    trail.observe({ ...whenSeen(contestOf('1.3', '1.4'), '1.3', 50, 0.01), champion: '1.1' }, rule);
    const won = find(seen(201), '1.1');
    expect(trail.last('1.0', '1.1', rule)).toEqual(before);
    expect(before).toMatchObject({
      version: '1.1',
      learner: 'learner 1',
      sealedAtMs: 3_600_000,
      examples: 201,
      logThreshold: evidenceOf(won, rule).logThreshold,
      alpha: evidenceOf(won, rule).alpha,
    });
    // 201 is less than 4 % above 200: the last look is the version's own.
    expect(before?.trail.map(({ examples }) => examples)).toEqual([100, 200]);
  });

  it('make room for those of the next one to take over', () => {
    const trail = promotedAfter(100);
    trail.observe({ ...whenSeen(contestOf('1.3'), '1.3', 50, 0.01), champion: '1.1' }, rule);
    trail.observe(openContest('1.3'), rule);
    expect(trail.last('1.0', '1.1', rule)).toBeUndefined();
    expect(trail.last('1.1', '1.3', rule)?.trail.map(({ examples }) => examples)).toEqual([50]);
  });

  it('outlast a rollback, which is no promotion', () => {
    const trail = promotedAfter(100);
    trail.observe({ ...contestOf('1.3'), champion: '1.1' }, rule);
    trail.observe(openContest('1.0'), rule);
    expect(trail.last('1.1', '1.0', rule)).toBeUndefined();
    expect(trail.last('1.0', '1.1', rule)?.examples).toBe(100);
  });

  it('are not those of another candidate, nor beside another champion', () => {
    const trail = promotedAfter(100);
    trail.observe(openContest('1.1'), rule);
    expect(trail.last('1.0', '1.2', rule)).toBeUndefined();
    expect(trail.last('1.9', '1.1', rule)).toBeUndefined();
  });
});

it('looks that were handed out do not change when more come', () => {
  const trail = new ContestTrail();
  trail.observe(seen(10), rule);
  const handedOut = trail.of('1.0', '1.1');
  trail.observe(seen(100), rule);
  expect(handedOut.map(({ examples }) => examples)).toEqual([10]);
});
