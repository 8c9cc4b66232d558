import { packedBytes, packText, unpackText } from '../../../../../functions/adapters/aws/dynamodb/text-body';

describe('a text in a row', () => {
  it('stays readable up to the size that is asked for, and where gzip would not make it shorter', () => {
    expect(packText('abab', 4)).toEqual({ S: 'abab' });
    // Five bytes of text, and gzip alone has a header of ten.
    expect(packText('ababa', 4)).toEqual({ S: 'ababa' });
  });

  it('is counted in bytes of UTF-8, not in characters', () => {
    expect(packedBytes(packText('Tōkyō', 100))).toBe(7);
  });

  it.each(['', 'Tōkyō\u2028', 'long '.repeat(10_000)])('comes back as it was', (text) => {
    expect(unpackText(packText(text, 100), 'a row')).toBe(text);
  });

  it('gets shorter by gzip', () => {
    expect(packedBytes(packText('long '.repeat(10_000), 100))).toBeLessThan(500);
  });

  it('names the row that has none', () => {
    expect(() => unpackText({ N: '1' }, 'the row flights head')).toThrow(/the row flights head has no body/);
  });
});
