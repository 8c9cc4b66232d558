import fc from 'fast-check';
import {
  formatCount,
  formatDay,
  formatFixed,
  formatMany,
  formatMonth,
  formatSeconds,
  formatShare,
  formatSigned,
  formatSignificant,
  formatTime,
  formatWeekday,
  NONE,
} from '../../../../functions/console/page/format';

const fourDecimals = (size: number) => size.toFixed(4);

describe('figures', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1,000'],
    [6_000_000, '6,000,000'],
    [204_777.6, '204,778'],
    [-1_234, '−1,234'],
  ])('the count %d is written %s', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  it('scores have a fixed number of decimals', () => {
    expect(formatFixed(0.7634, 4)).toBe('0.7634');
    expect(formatFixed(0.5, 4)).toBe('0.5000');
    expect(formatFixed(-2, 2)).toBe('−2.00');
  });

  it.each([
    [0, '0.000'],
    [0.0123456, '0.01235'],
    [1.5, '1.500'],
    [12.345, '12.35'],
    [123.45, '123.5'],
    [1234.5, '1,235'],
    [-12.345, '−12.35'],
    [4.2e-7, '4.20e-7'],
  ])('%d in the unit of the outcome has four digits: %s', (value, text) => {
    expect(formatSignificant(value)).toBe(text);
  });

  it.each([
    [0.0123, '+0.0123'],
    [-0.0123, '−0.0123'],
    [0, '0.0000'],
    [-0.00001, '0.0000'],
  ])('the difference %d is written %s: no sign for what rounds to nothing', (value, text) => {
    expect(formatSigned(value, fourDecimals)).toBe(text);
  });

  it.each([
    [0, '0%'],
    [0.0004, '1%'],
    [0.42, '42%'],
    [0.9999, '99%'],
    [1, '100%'],
  ])('the share %d is %s: not 0 once begun, not 100 before done', (value, text) => {
    expect(formatShare(value)).toBe(text);
  });

  it.each([
    [0.31, '0.31 s'],
    [29.34, '29.3 s'],
    [59.97, '1 min 00 s'],
    [123, '2 min 03 s'],
    [3_725, '1 h 02 min'],
  ])('%d seconds are %s', (value, text) => {
    expect(formatSeconds(value)).toBe(text);
  });

  it('one is singular', () => {
    expect(formatMany(1, 'promotion')).toBe('1 promotion');
    expect(formatMany(0, 'promotion')).toBe('0 promotions');
    expect(formatMany(1_480, 'promotion')).toBe('1,480 promotions');
  });
});

describe('times', () => {
  const time = Date.UTC(2001, 1, 12, 6, 5, 59);

  it('are UTC whatever the machine’s zone is, and say so', () => {
    expect(formatTime(time)).toBe('12 Feb 2001, 06:05 UTC');
    expect(formatDay(time)).toBe('12 Feb 2001');
    // A Monday by `cal 2 2001`.
    expect(formatWeekday(time)).toBe('Mon 12 Feb 2001');
    expect(formatMonth(time)).toBe('Feb 2001');
  });

  it('keep to their day at its very ends', () => {
    expect(formatDay(Date.UTC(2001, 0, 1))).toBe('1 Jan 2001');
    expect(formatDay(Date.UTC(2001, 0, 1) - 1)).toBe('31 Dec 2000');
  });
});

it('whatever is not defined is a dash, and no number is ever written as NaN or Infinity', () => {
  const formats = [
    formatCount,
    formatShare,
    formatSeconds,
    formatSignificant,
    formatTime,
    formatDay,
    formatMonth,
    formatWeekday,
  ];
  for (const format of [...formats, (value: number | null | undefined) => formatFixed(value, 4)]) {
    for (const nothing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) expect(format(nothing)).toBe(NONE);
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(format(value)).not.toMatch(/NaN|Infinity|undefined|Invalid/);
      }),
      { seed: 3 },
    );
  }
});
