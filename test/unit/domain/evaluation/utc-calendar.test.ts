import { dayOf, firstMonthFrom, monthOf } from '../../../../functions/domain/evaluation/utc-calendar';

test.each([
  ['2001-02-28T23:59:59.999Z', '2001-02-28', '2001-02-01'],
  ['2001-03-01T00:00:00.000Z', '2001-03-01', '2001-03-01'],
  ['2000-02-29T12:00:00.000Z', '2000-02-29', '2000-02-01'],
  ['1969-12-31T23:59:59.999Z', '1969-12-31', '1969-12-01'],
])('%s is in the day %s and the month %s', (time, day, month) => {
  expect(dayOf(Date.parse(time))).toBe(Date.parse(day));
  expect(monthOf(Date.parse(time))).toBe(Date.parse(month));
});

test('a time that is none has no day', () => {
  expect(dayOf(NaN)).toBeNaN();
  expect(monthOf(NaN)).toBeNaN();
});

test.each([
  ['2001-02-01T00:00:00.000Z', '2001-02-01'],
  ['2001-02-01T00:00:00.001Z', '2001-03-01'],
  ['2000-12-31T23:59:59.999Z', '2001-01-01'],
])('the first month from %s on is %s', (time, month) => {
  expect(firstMonthFrom(Date.parse(time))).toBe(Date.parse(month));
});
