import { jensenShannon, stabilityIndex } from '../../../../functions/domain/drift/distances';

/** By the formulas of the header, in Python 3's math. The uncorrected first index is 0.274653 without Jeffreys' half. */
it.each([
  [[500, 500], [250, 750], 0.27204613650064757],
  [[1000, 0], [0, 1000], 15.185617052115349],
  [[10, 20, 70], [30, 30, 40], 0.3730972273385192],
])('the stability index of %j and %j', (baseline, window, index) => {
  expect(stabilityIndex(baseline, window)).toBeCloseTo(index, 12);
});

it('two histograms that differ by chance alone have an index of 0, not below', () => {
  expect(stabilityIndex([100, 200, 300, 400], [110, 190, 310, 390])).toBe(0);
  expect(stabilityIndex([5, 5], [5, 5])).toBe(0);
});

it.each([
  [[500, 500], [250, 750], 0.0487949406953985],
  [[1000, 0], [0, 1000], 1],
  [[1, 2, 3], [10, 20, 30], 0],
  [[10, 20, 70], [30, 30, 40], 0.07489355896415409],
])('the Jensen-Shannon divergence of %j and %j, in bits', (baseline, window, bits) => {
  expect(jensenShannon(baseline, window)).toBeCloseTo(bits, 12);
});

it('is 0, and no NaN, where there is nothing to compare', () => {
  for (const [a, b] of [
    [[], []],
    [[7], [9]],
    [
      [0, 0],
      [3, 4],
    ],
    [
      [3, 4],
      [0, 0],
    ],
  ] as const) {
    expect(stabilityIndex(a, b)).toBe(0);
    expect(jensenShannon(a, b)).toBe(0);
  }
});

it('refuses sides of other bins, which would give no number', () => {
  for (const distance of [stabilityIndex, jensenShannon]) {
    expect(() => distance([1, 2, 3], [1, 2])).toThrow('3 bins and 2 are not the same');
  }
});
