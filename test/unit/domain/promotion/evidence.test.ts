import { evidenceOf } from '../../../../functions/domain/promotion/evidence';
import { verdictOn } from '../../../../functions/domain/promotion/gate';
import { contestOf, find, rule, whenSeen } from './examples';

test('before the first example the mean is unknown and the interval is the whole range', () => {
  const evidence = evidenceOf(find(contestOf('1.1'), '1.1'), rule);
  expect(evidence).toMatchObject({ examples: 0, meanDifference: null, lower: -1, upper: 1, clip: null, bound: 1 });
  expect(evidence.logEValue).toBeCloseTo(0, 15);
});

test('the numbers are those of the verdict: its part of alpha, its threshold, its e-value', () => {
  // 20 differences of 0.1: sum over the bets of (1 / j) (1 + 0.095 / 1.8^(j - 1))^20, over the sum of 1 / j, j = 1 to 8 (Python).
  const evidence = evidenceOf(find(whenSeen(contestOf('1.1'), '1.1', 20, 0.1), '1.1'), rule);
  expect(evidence.alpha).toBeCloseTo(0.01, 15);
  expect(evidence.logThreshold).toBeCloseTo(4.605170185988091, 14);
  expect(evidence.meanDifference).toBeCloseTo(0.1, 15);
  expect(evidence.logEValue).toBeCloseTo(1.2175641033508142, 12);
});

test('every number is finite, after a million examples too', () => {
  for (const difference of [1, -1, 0, 1e-9]) {
    const evidence = evidenceOf(find(whenSeen(contestOf('1.1'), '1.1', 1_000_000, difference), '1.1'), rule);
    for (const value of Object.values(evidence)) expect(value === null || Number.isFinite(value)).toBe(true);
    expect(evidence.lower).toBeLessThanOrEqual(evidence.upper);
  }
});

test('the interval excludes 0 on the side that the verdict is about to name', () => {
  for (const difference of [-0.2, -0.05, 0, 0.05, 0.2]) {
    const candidate = find(whenSeen(contestOf('1.1'), '1.1', 100, difference), '1.1');
    const { lower, upper } = evidenceOf(candidate, rule);
    const verdict = verdictOn(candidate, rule);
    expect(lower >= 0).toBe(verdict.state === 'promote');
    expect(upper <= 0).toBe(verdict.state === 'give-up');
  }
});
