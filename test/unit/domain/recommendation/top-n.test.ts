import fc from 'fast-check';
import { TopN } from '../../../../functions/domain/recommendation/top-n';

const score = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(Number.NEGATIVE_INFINITY, Number.NaN, 1e100));

describe('top n', () => {
  it('is the front of the whole sorted list, ties by row, without NaN, in whatever order it is offered', () => {
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60 }), fc.nat(12), fc.infiniteStream(fc.nat()), (scores, n, shuffle) => {
        const all = scores.map((value, row) => ({ row, score: value }));
        const sorted = all
          .filter((one) => !Number.isNaN(one.score))
          .sort((a, b) => (a.score === b.score ? a.row - b.row : a.score > b.score ? -1 : 1));
        const keys = all.map(() => shuffle.next().value);
        const shuffled = all.toSorted((a, b) => keys[a.row]! - keys[b.row]!);
        const best = new TopN(n);
        for (const one of shuffled) best.offer(one.row, one.score);
        expect(best.ranked()).toEqual(sorted.slice(0, n));
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
