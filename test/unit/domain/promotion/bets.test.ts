import {
  BET_COUNT,
  BET_FRACTIONS,
  BET_WEIGHTS,
  bet,
  logEValue,
  NO_WEALTH_YET,
} from '../../../../functions/domain/promotion/bets';
import { referenceDifferences } from './examples';

function wealthAfter(differences: Float64Array, bound: number): { better: number[]; worse: number[] } {
  const better = [...NO_WEALTH_YET];
  const worse = [...NO_WEALTH_YET];
  bet(better, worse, differences, bound);
  return { better, worse };
}

describe('the wealth of the bets', () => {
  test('is 1 before the first example', () => {
    expect(logEValue(NO_WEALTH_YET)).toBeCloseTo(0, 15);
  });

  test('after the differences 1, -1, 2 at bound 2 is what hand calculation gives', () => {
    const { better, worse } = wealthAfter(Float64Array.of(1, -1, 2), 2);
    // lambda = 0.95 / 2 = 0.475: 1.475 x 0.525 x 1.95 and 0.525 x 1.475 x 0.05
    expect(better[0]).toBeCloseTo(Math.log(1.51003125), 14);
    expect(worse[0]).toBeCloseTo(Math.log(0.03871875), 14);
    // lambda = 0.475 / 1.8 = 19/72: 91/72 x 53/72 x 110/72 and 53/72 x 91/72 x 34/72
    expect(better[1]).toBeCloseTo(Math.log(530530 / 373248), 14);
    expect(worse[1]).toBeCloseTo(Math.log(163982 / 373248), 14);
  });

  test('never loses a whole bet, even when every example is as bad as can be', () => {
    const { better } = wealthAfter(new Float64Array(10_000).fill(-3), 3);
    expect(better[0]).toBeCloseTo(10_000 * Math.log(0.05), 6);
    expect(Number.isFinite(logEValue(better))).toBe(true);
  });

  test('on 300 differences is what products of 50 digits give (Python, mpmath)', () => {
    const { better, worse } = wealthAfter(referenceDifferences(), 1);
    expect(logEValue(better)).toBeCloseTo(5.0022798988452, 11);
    expect(logEValue(worse)).toBeCloseTo(-1.74059244924534, 11);
    const expectedBetter = [
      5.91857700135537, 3.973268382749381, 2.422749408688603, 1.41346716922881, 0.806301592301371, 0.454479316630385,
      0.254512290377898, 0.142021594203499,
    ];
    better.forEach((wealth, i) => {
      expect(wealth).toBeCloseTo(expectedBetter[i]!, 11);
    });
  });

  test('is the same but for rounding however the examples are cut into calls', () => {
    const differences = referenceDifferences();
    const whole = wealthAfter(differences, 1);
    const better = [...NO_WEALTH_YET];
    const worse = [...NO_WEALTH_YET];
    for (let i = 0; i < differences.length; i += 7) bet(better, worse, differences.subarray(i, i + 7), 1);
    whole.better.forEach((wealth, i) => {
      expect(better[i]).toBeCloseTo(wealth, 11);
    });
    whole.worse.forEach((wealth, i) => {
      expect(worse[i]).toBeCloseTo(wealth, 11);
    });
  });

  test('for the candidate is the wealth against it when every difference changes its sign', () => {
    const differences = referenceDifferences();
    const mirrored = wealthAfter(
      differences.map((d) => -d),
      1,
    );
    expect(mirrored.worse).toEqual(wealthAfter(differences, 1).better);
  });
});

describe('the capital', () => {
  test('is all in the bets, most in the largest', () => {
    expect(BET_WEIGHTS).toHaveLength(BET_COUNT);
    expect(BET_WEIGHTS.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 15);
    expect(BET_FRACTIONS[0]).toBe(0.95);
    expect([...BET_WEIGHTS].sort((a, b) => b - a)).toEqual(BET_WEIGHTS);
  });

  test('is expected to stay the same over two equally likely opposite differences', () => {
    const gain = (d: number): number => Math.exp(logEValue(wealthAfter(Float64Array.of(d), 1).better));
    expect((gain(0.7) + gain(-0.7)) / 2).toBeCloseTo(1, 14);
  });
});
