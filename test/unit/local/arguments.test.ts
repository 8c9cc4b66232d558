import { speedOption, timeOption, wholeOption } from '../../../functions/local/arguments';
import { UsageError } from '../../../functions/local/usage-error';

describe('a whole number on the command line', () => {
  const limit = wholeOption('--limit', 1);
  const port = wholeOption('--serve', 0, 65_535);

  it.each([
    [limit, '1', 1],
    [limit, '6000000', 6_000_000],
    [limit, '007', 7],
    [limit, '9007199254740991', 9_007_199_254_740_991],
    [port, '0', 0],
    [port, '65535', 65_535],
  ])('%p of %s is %d', (option, text, value) => {
    expect(option(text)).toBe(value);
  });

  it.each(['', ' ', '0', '-1', '1.5', '1e3', '0x10', '１', 'ten', '1 ', '9007199254740992', '99999999999999999999'])(
    '--limit %j is refused, naming what was given and what to give',
    (text) => {
      expect(() => limit(text)).toThrow(
        new UsageError(`--limit: got ${JSON.stringify(text)}; give a whole number from 1 to 9007199254740991`),
      );
    },
  );

  it('above its end is refused', () => {
    expect(() => port('65536')).toThrow(new UsageError('--serve: got "65536"; give a whole number from 0 to 65535'));
  });
});

describe('--speed', () => {
  it.each([
    ['max', Number.POSITIVE_INFINITY],
    ['1', 1],
    ['3600', 3600],
    ['0.5', 0.5],
  ])('%s is a factor', (text, factor) => {
    expect(speedOption(text)).toBe(factor);
  });

  it.each(['', '0', '0.0', '-1', 'MAX', 'fast', '1e3', 'Infinity', 'NaN', '1.', '.5'])('%j is refused', (text) => {
    expect(() => speedOption(text)).toThrow(
      new UsageError(`--speed: got ${JSON.stringify(text)}; give 'max', or a factor above 0 such as 3600`),
    );
  });
});

describe('--at', () => {
  it('is a time with its zone', () => {
    expect(timeOption('2001-02-03T00:00:00Z')).toBe(981_158_400_000);
    expect(timeOption('2001-02-03T01:00:00+01:00')).toBe(981_158_400_000);
  });

  it.each(['', '2001-02-03', '2001-02-03T00:00:00', '981158400000', 'yesterday'])('%j is refused', (text) => {
    expect(() => timeOption(text)).toThrow(
      new UsageError(`--at: got ${JSON.stringify(text)}; give a time with its zone, such as 2001-02-03T00:00:00Z`),
    );
  });
});
