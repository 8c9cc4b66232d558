import { normalCdf } from '../../../../../functions/domain/learners/trees/normal-cdf';

/** Python 3: 0.5 * math.erfc(-z / math.sqrt(2)). */
const EXPECTED: readonly [number, number][] = [
  [-9, 1.1285884059538422e-19],
  [-3, 0.0013498980316300957],
  [-1.5, 0.06680720126885809],
  [-0.9, 0.1840601253467595],
  [-0.3, 0.3820885778110474],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [2.5, 0.9937903346742238],
  [6, 0.9999999990134123],
];

describe('the normal distribution function', () => {
  it.each(EXPECTED)('at %p is %p to 14 digits', (z, expected) => {
    expect(Math.abs(normalCdf(z) / expected - 1)).toBeLessThan(1e-14);
  });

  it('ends at 0 and 1', () => {
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(-1e100)).toBe(0);
    expect(normalCdf(1e100)).toBe(1);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});
