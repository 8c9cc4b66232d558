import { equalSizesPValue } from '../../../../../functions/domain/drift/two-sample/equal-sizes-p-value';

describe('the exact p-value of two samples of one size', () => {
  // scipy 1.x: ks_2samp(arange(n), arange(n) + k - 0.5, method='exact').pvalue
  it.each([
    [30, 13, 0.006548396368058784],
    [100, 30, 0.0002248739317492479],
    [100, 32, 6.281176788972264e-5],
    [5, 3, 0.35714285714285715],
    [1000, 61, 0.04839715079181246],
  ])('of %i values %i steps apart is that of scipy', (n, steps, expected) => {
    expect(equalSizesPValue(n, steps) / expected).toBeCloseTo(1, 11);
  });

  it('of no distance is 1; of the largest, two orders in C(2n, n)', () => {
    expect(equalSizesPValue(7, 0)).toBe(1);
    expect(equalSizesPValue(7, 7)).toBeCloseTo(2 / 3432, 15);
    expect(equalSizesPValue(7, 8)).toBe(0);
  });
});
