import fc from 'fast-check';
import { RankRegisters } from '../../../../../functions/domain/statistics/sketches/rank-registers';

/** Few and many of them, so that some stay in the table and some outgrow it. */
const raises = (size: number) =>
  fc.array(fc.tuple(fc.nat(size - 1), fc.integer({ min: 1, max: 51 })), { maxLength: 200, size: 'max' });

describe.each([16, 1024])('%i registers', (size) => {
  it('hold the highest rank that each was given, however few there are, also merged and loaded', () => {
    fc.assert(
      fc.property(raises(size), raises(size), (one, other) => {
        const [plain, first, second] = [new Uint8Array(size), new RankRegisters(size), new RankRegisters(size)];
        for (const [register, rank] of [...one, ...other]) plain[register] = Math.max(plain[register]!, rank);
        for (const [register, rank] of one) first.raise(register, rank);
        for (const [register, rank] of other) second.raise(register, rank);
        const merged = RankRegisters.ofBytes(first.toBytes());
        merged.raiseAll(second);
        expect(merged.toBytes()).toEqual(plain);
        const counts = new Float64Array(52);
        for (const rank of plain) counts[rank]! += 1;
        expect(merged.histogram(52)).toEqual(counts);
      }),
      { seed: 6, numRuns: 200 },
    );
  });
});
