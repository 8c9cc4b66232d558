import { type DepartureHabits, noHabits, UsualDepartures } from '../../../../functions/local/flights/usual-departures';

const DAY = 1440;
const TEN = 600;
const A_DAY_LATER = Math.exp(-1 / 14);

const served = (usual: UsualDepartures, minute: number, origin = 1, destination = 2): DepartureHabits => {
  const habits = noHabits();
  usual.serve(origin, destination, minute, habits);
  return habits;
};

test('a route from which nothing has left is late as often as the start says, and has nothing overdue', () => {
  const habits = served(new UsualDepartures(), TEN);
  expect(habits).toEqual({
    lateAroundNow: 0.2,
    logUsualAroundNow: Math.log(0.03),
    logUsualSoon: Math.log(0.1),
    overdue15: 0,
    overdue60: 0,
    overdue120: 0,
  });
});

test('where one flight leaves at ten every day, one is usual at ten, due soon a little before, and overdue after', () => {
  const usual = new UsualDepartures();
  for (let day = 0; day < 30; day++) usual.depart(1, 2, day * DAY + TEN);
  const at = (minute: number): DepartureHabits => served(usual, 30 * DAY + TEN + minute);
  expect(at(-10).logUsualSoon).toBeCloseTo(Math.log(0.1 + 1), 5);
  expect(at(-10).logUsualAroundNow).toBeCloseTo(Math.log(0.03), 5);
  expect(at(0).logUsualAroundNow).toBeCloseTo(Math.log(0.03 + 1), 5);
  expect(at(3).logUsualAroundNow).toBeCloseTo(Math.log(0.03 + 6 / 9), 5);
  const { overdue15, overdue60, overdue120 } = at(40);
  expect([overdue15, overdue60, overdue120].map((value) => Math.round(value * 1e5) / 1e5)).toEqual([0, 1, 1]);
});

test('once it has left it is overdue no longer', () => {
  const usual = new UsualDepartures();
  for (let day = 0; day <= 30; day++) usual.depart(1, 2, day * DAY + TEN);
  // Its own departure weighs what the day's does: 1 beside e^(-1/14) + e^(-2/14) + ... + e^(-30/14).
  const days = Array.from({ length: 30 }, (_, day) => Math.exp(-(day + 1) / 14)).reduce((sum, weight) => sum + weight);
  expect(served(usual, 30 * DAY + TEN + 10).overdue15).toBeCloseTo(1 / days, 5);
});

test('lateness counts when it is known, for the time of departure, and as old as the departure is', () => {
  const usual = new UsualDepartures();
  usual.depart(1, 2, TEN);
  expect(served(usual, TEN).lateAroundNow).toBeCloseTo(0.2 / 2, 6);
  usual.landLate(1, 2, TEN, DAY + 5);
  const weight = A_DAY_LATER;
  expect(served(usual, DAY + TEN).lateAroundNow).toBeCloseTo((0.2 + weight) / (1 + weight), 6);
  // Three minutes off, it counts for two thirds.
  expect(served(usual, DAY + TEN + 3).lateAroundNow).toBeCloseTo((0.2 + (2 / 3) * weight) / (1 + (2 / 3) * weight), 6);
});

test('around midnight the minutes of both days are near', () => {
  const usual = new UsualDepartures();
  usual.depart(1, 2, DAY - 1);
  const { logUsualAroundNow, overdue15 } = served(usual, DAY + 1);
  expect(logUsualAroundNow).toBeCloseTo(Math.log(0.03 + 7 / 9), 5);
  // It left two minutes ago, and that is usual.
  expect(overdue15).toBeCloseTo(0, 5);
});

test('routes are apart, and so are the two ways', () => {
  const usual = new UsualDepartures();
  usual.depart(1, 2, TEN);
  expect(served(usual, TEN, 2, 1)).toEqual(served(new UsualDepartures(), TEN));
});
