import fc from 'fast-check';
import {
  bucketOf,
  bucketRow,
  type ClosingEntry,
  cutBuckets,
} from '../../../../../functions/adapters/aws/dynamodb/closing-bucket';
import { minute } from '../../../../contracts/sample-arrivals';

const entries = fc.array(
  fc.record({
    eventId: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    endMs: fc.integer({ min: 0, max: 2 ** 41 }),
  }),
  { minLength: 1, maxLength: 900 },
);

describe('closing buckets', () => {
  it('hold every entry once, in order of their ends', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const cut = cutBuckets(all).flat();
        expect(cut).toEqual(all.toSorted((a, b) => a.endMs - b.endMs));
      }),
      { seed: 19_990_101, numRuns: 50 },
    );
  });

  it('come back as they were written, with their first end and when that was', () => {
    fc.assert(
      fc.property(entries, (all) => {
        for (const bucket of cutBuckets(all)) {
          const row = bucketRow('flights', bucket, 1_780_000_000_000);
          expect(bucketOf(row)).toEqual({
            key: { pk: { S: 'closing#flights' }, sk: row.sk },
            firstEndMs: bucket[0]!.endMs,
            writtenMs: 1_780_000_000_000,
            entries: bucket,
          });
        }
      }),
      { seed: 19_990_101, numRuns: 20 },
    );
  });

  it('sort by their first end, as numbers do', () => {
    const keys = [9, 10, 978_307_260_000, 10_000_000_000_000].map(
      (endMs) => bucketRow('flights', [{ eventId: 'a', endMs }], 1).sk?.S,
    );
    expect(keys).toEqual([...keys].sort());
  });

  it('are cut where a minute is over, but not into less than 32 entries, nor more than 400', () => {
    const at = (seconds: number): ClosingEntry => ({ eventId: `${seconds}`, endMs: minute(0) + 1000 * seconds });
    const sizes = (seconds: readonly number[]): number[] => cutBuckets(seconds.map(at)).map(({ length }) => length);
    const upTo = (count: number, step: number): number[] => Array.from({ length: count }, (_, nth) => nth * step);
    // One a second: a minute and its end are 61 entries.
    expect(sizes(upTo(122, 1))).toEqual([61, 61]);
    // One an hour: 32 at a time, however long that is.
    expect(sizes(upTo(70, 3600))).toEqual([32, 32, 6]);
    expect(sizes(upTo(900, 0))).toEqual([400, 400, 100]);
  });

  it('stay far below the size of a row with ids of the longest', () => {
    // 256 characters of three bytes each that gzip can make little of.
    const id = (nth: number): string =>
      Array.from({ length: 256 }, (_, at) =>
        String.fromCharCode(0x4e00 + ((nth * 7919 + at * at * 104_729) % 20_000)),
      ).join('');
    const all = Array.from({ length: 400 }, (_, nth) => ({ eventId: id(nth), endMs: minute(nth) / 7 }));
    const { b } = bucketRow('flights', cutBuckets(all.map((entry) => ({ ...entry, endMs: minute(0) })))[0]!, 1);
    expect(b?.B?.length ?? Buffer.byteLength(b?.S ?? '')).toBeLessThan(350 * 1024);
  });
});
