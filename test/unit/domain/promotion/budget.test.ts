import { leftOver, shareOf } from '../../../../functions/domain/promotion/budget';

test('the shares of a reign start 1/5, 2/15, 2/21, 1/14 (hand calculation)', () => {
  [1 / 5, 2 / 15, 2 / 21, 1 / 14].forEach((share, i) => {
    expect(shareOf(i + 1)).toBeCloseTo(share, 15);
  });
});

test('the shares of any number of candidates stay below the whole budget and approach it', () => {
  let sum = 0;
  for (let index = 1; index <= 1_000_000; index++) sum += shareOf(index);
  // The sum telescopes: 1 - 4 / (n + 4).
  expect(sum).toBeCloseTo(1 - 4 / 1_000_004, 10);
  expect(sum).toBeLessThan(1);
});

test('a candidate leaves over its stake times the least e-value that it ever had', () => {
  expect(leftOver({ stake: 0.2, leastLogEValue: Math.log(0.5) })).toBeCloseTo(0.1, 15);
  expect(leftOver({ stake: 0.2, leastLogEValue: 0 })).toBe(0.2);
  expect(leftOver({ stake: 0.2, leastLogEValue: -1e6 })).toBe(0);
});
