import { RecentLateness } from '../../../../functions/local/flights/recent-lateness';

test('a late landing moves the mean of the airport left, of the airport reached, and of all, by their steps', () => {
  const lateness = new RecentLateness();
  lateness.land(3, 5, 1);
  // By hand: 0.2 + 0.05 (1 - 0.2) and 0.2 + 0.005 (1 - 0.2).
  expect(lateness.atOrigin[3]).toBeCloseTo(0.24, 12);
  expect(lateness.atDestination[5]).toBeCloseTo(0.24, 12);
  expect(lateness.overall).toBeCloseTo(0.204, 12);
  lateness.land(3, 4, 0);
  expect(lateness.atOrigin[3]).toBeCloseTo(0.228, 12);
  expect(lateness.overall).toBeCloseTo(0.20298, 12);
});

test('an airport counts apart as the one left and the one reached', () => {
  const lateness = new RecentLateness();
  lateness.land(3, 5, 1);
  expect(lateness.atDestination[3]).toBe(0.2);
  expect(lateness.atOrigin[5]).toBe(0.2);
});
