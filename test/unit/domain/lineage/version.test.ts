import { formatVersion, parseVersion } from '../../../../functions/domain/lineage/version';

describe('a version', () => {
  it.each([
    ['1.0', 1, 0],
    ['2.40', 2, 40],
    ['0.0', 0, 0],
    ['999999999.999999999999999', 999_999_999, 999_999_999_999_999],
  ])('%s is major %d, minor %d, and back', (text, major, minor) => {
    expect(parseVersion(text)).toEqual({ major, minor });
    expect(formatVersion({ major, minor })).toBe(text);
  });

  it.each([
    '',
    '1',
    '1.',
    '.1',
    '1.2.3',
    '01.2',
    '1.02',
    '-1.2',
    '1.2 ',
    ' 1.2',
    '1e3.0',
    '1.2\n',
    'v1.2',
    '1,2',
    '1.x',
  ])('%j is none', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it.each(['1000000000.0', '1.1000000000000000'])('%s is none: its numbers may not be exact', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});
