import fc from 'fast-check';
import { bet, logEValue, NO_WEALTH_YET } from '../../../../functions/domain/promotion/bets';
import { type DifferenceSums, lowerMean, upperMean } from '../../../../functions/domain/promotion/confidence';
import { referenceDifferences } from './examples';

function evidence(
  differences: Float64Array,
  bound: number,
): { better: number[]; worse: number[]; sums: DifferenceSums } {
  const better = [...NO_WEALTH_YET];
  const worse = [...NO_WEALTH_YET];
  bet(better, worse, differences, bound);
  const differenceSum = differences.reduce((sum, d) => sum + d, 0);
  const differenceSquareSum = differences.reduce((sum, d) => sum + d * d, 0);
  return { better, worse, sums: { examples: differences.length, differenceSum, differenceSquareSum, bound } };
}

/** Log-wealth of the bets against `mean`, from the differences themselves. */
function logWealthAgainst(mean: number, differences: Float64Array, bound: number): number {
  const better = [...NO_WEALTH_YET];
  bet(
    better,
    [...NO_WEALTH_YET],
    differences.map((d) => d - mean),
    bound,
  );
  return logEValue(better);
}

const cases = fc.record({
  bound: fc.constantFrom(0.5, 1, 4.6),
  parts: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }),
  lean: fc.double({ min: -1, max: 1, noNaN: true }),
  logThreshold: fc.double({ min: 0.1, max: 12, noNaN: true }),
});
const differencesOf = ({ parts, lean, bound }: { parts: number[]; lean: number; bound: number }): Float64Array =>
  Float64Array.from({ length: 200 }, (_, i) => (bound * (parts[i % parts.length]! + lean)) / 2);

describe('the confidence sequence', () => {
  test('is the whole range before the first example', () => {
    const { better, worse, sums } = evidence(new Float64Array(0), 2);
    expect(lowerMean(better, sums, Math.log(20))).toBe(-2);
    expect(upperMean(worse, sums, Math.log(20))).toBe(2);
  });

  test('excludes 0 exactly when the e-value has reached its threshold', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { better, worse, sums } = evidence(differencesOf(one), one.bound);
        expect(lowerMean(better, sums, one.logThreshold) >= 0).toBe(logEValue(better) >= one.logThreshold);
        expect(upperMean(worse, sums, one.logThreshold) <= 0).toBe(logEValue(worse) >= one.logThreshold);
      }),
      { seed: 20010101, numRuns: 500 },
    );
  });

  test('rejects no mean that the bets themselves do not reject', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const differences = differencesOf(one);
        const { better, sums } = evidence(differences, one.bound);
        const lower = lowerMean(better, sums, one.logThreshold);
        fc.pre(lower > -one.bound && lower < one.bound * 0.05);
        expect(logWealthAgainst(lower, differences, one.bound)).toBeGreaterThanOrEqual(one.logThreshold - 1e-6);
      }),
      { seed: 20010102, numRuns: 500 },
    );
  });

  test('narrows from both sides as examples come', () => {
    const early = evidence(referenceDifferences(), 1);
    const late = evidence(
      Float64Array.from({ length: 3000 }, (_, i) => referenceDifferences()[i % 300]!),
      1,
    );
    expect(lowerMean(late.better, late.sums, 3)).toBeGreaterThan(lowerMean(early.better, early.sums, 3));
    expect(upperMean(late.worse, late.sums, 3)).toBeLessThan(upperMean(early.worse, early.sums, 3));
  });

  test.each([
    // The exact bounds by bisection over products of 50 digits (Python, mpmath).
    { side: 'lower', odds: 100, exact: 0.00147287348704639 },
    { side: 'lower', odds: 3, exact: 0.0160772712268219 },
    { side: 'upper', odds: 20, exact: 0.0537108467439052 },
  ])(
    'is at most a quarter wider at its $side end at odds of $odds than with all differences at hand',
    ({ side, odds, exact }) => {
      const { better, worse, sums } = evidence(referenceDifferences(), 1);
      const mean = sums.differenceSum / sums.examples;
      const end = side === 'lower' ? lowerMean(better, sums, Math.log(odds)) : upperMean(worse, sums, Math.log(odds));
      expect(Math.abs(end - mean)).toBeGreaterThanOrEqual(Math.abs(exact - mean));
      expect(Math.abs(end - mean)).toBeLessThan(1.25 * Math.abs(exact - mean));
    },
  );
});
