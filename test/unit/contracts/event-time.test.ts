import { parseEventTime } from '../../../functions/contracts/event-time';

/** python3: int(datetime.fromisoformat(text).timestamp() * 1000) */
const NEW_YEAR_MS = 978_307_200_000;

describe('the time of an event', () => {
  it.each([
    ['2001-01-01T00:00:00Z', NEW_YEAR_MS],
    ['2001-01-01T00:00:00.000Z', NEW_YEAR_MS],
    ['2001-01-01T00:00:00.007Z', NEW_YEAR_MS + 7],
    ['2001-01-01T00:00Z', NEW_YEAR_MS],
    ['2001-01-01T00:00:00.5Z', NEW_YEAR_MS + 500],
    ['2001-01-01T00:00:00.123999999Z', NEW_YEAR_MS + 123],
    ['2001-01-01T00:00:00+00:00', NEW_YEAR_MS],
    ['2001-01-01T05:30:00+05:30', NEW_YEAR_MS],
    ['2000-12-31T16:00:00-08:00', NEW_YEAR_MS],
    ['2001-01-01T00:00:00.007+00:00', NEW_YEAR_MS + 7],
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:00:00-01:00', 0],
    ['2000-02-29T12:00:00Z', 951_825_600_000],
    ['2000-02-29T12:00:00-11:00', 951_865_200_000],
    ['9999-12-31T23:59:59Z', 253_402_300_799_000],
  ])('%s is %d ms since the epoch', (text, timeMs) => {
    expect(parseEventTime(text)).toBe(timeMs);
  });

  it.each([
    ['nothing', ''],
    ['a date without a time', '2001-01-01'],
    ['no zone', '2001-01-01T00:00:00'],
    ['no zone, with milliseconds', '2001-01-01T00:00:00.000'],
    ['a zone by name', '2001-01-01T00:00:00 UTC'],
    ['an offset of 24 hours', '2001-01-01T00:00:00+24:00'],
    ['a small z', '2001-01-01T00:00:00z'],
    ['a blank for the T', '2001-01-01 00:00:00Z'],
    ['a blank around it', ' 2001-01-01T00:00:00Z'],
    ['30 February', '2001-02-30T00:00:00Z'],
    ['29 February of a common year', '2001-02-29T00:00:00Z'],
    ['29 February 1900, before 1970 besides', '1900-02-29T00:00:00Z'],
    ['29 February of a century', '2100-02-29T00:00:00Z'],
    ['30 February with an offset', '2001-02-30T00:00:00+01:00'],
    ['31 April with an offset across midnight', '2001-04-31T23:30:00-01:00'],
    ['day 0', '2001-01-00T00:00:00Z'],
    ['month 13', '2001-13-01T00:00:00Z'],
    ['hour 24', '2001-01-01T24:00:00Z'],
    ['minute 60', '2001-01-01T00:60:00Z'],
    ['a leap second', '1998-12-31T23:59:60Z'],
    ['before 1970', '1969-12-31T23:59:59Z'],
    ['before 1970 by its offset', '1970-01-01T00:00:00+01:00'],
    ['a year of five digits', '+12001-01-01T00:00:00Z'],
    ['ten digits of a second', '2001-01-01T00:00:00.0123456789Z'],
    ['a letter among the digits', '2001-01-0lT00:00:00Z'],
    ['a letter among the milliseconds', '2001-01-01T00:00:00.00xZ'],
    ['seconds since the epoch', '978307200'],
    ['full-width digits', '２００１-01-01T00:00:00Z'],
  ])('%s is no time', (_, text) => {
    expect(parseEventTime(text)).toBeNaN();
  });
});
