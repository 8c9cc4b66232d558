import fc from 'fast-check';
import { compareSequences, isTaken } from '../../../../functions/domain/lineage/sequence';

/** As Kinesis gives them: 56 digits, more than 128 bits hold. */
const KINESIS = '49590338271490256608559692538361571095921575989136588898';
const KINESIS_NEXT = '49590338271490256608559692538361571095921575989136588899';

describe('sequence numbers', () => {
  it('are ordered as numbers, not as text', () => {
    expect(compareSequences('9', '10')).toBeLessThan(0);
    expect(compareSequences('100', '99')).toBeGreaterThan(0);
    expect(compareSequences('0', '0')).toBe(0);
  });

  it('differ in their 56th digit, which no number holds', () => {
    expect(Number(KINESIS)).toBe(Number(KINESIS_NEXT));
    expect(compareSequences(KINESIS, KINESIS_NEXT)).toBeLessThan(0);
    expect(compareSequences(KINESIS_NEXT, KINESIS)).toBeGreaterThan(0);
    expect(compareSequences(KINESIS, `1${KINESIS}`)).toBeLessThan(0);
  });

  it('compare as BigInt does', () => {
    const sequence = fc.bigInt({ min: 0n, max: 2n ** 190n });
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        expect(Math.sign(compareSequences(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('a sequence is taken', () => {
  it('up to the position, the position itself included', () => {
    expect(['9', '10', '11'].map((sequence) => isTaken(sequence, '10'))).toEqual([true, true, false]);
  });

  it('never where nothing was taken yet', () => {
    expect(isTaken('0', undefined)).toBe(false);
  });
});
