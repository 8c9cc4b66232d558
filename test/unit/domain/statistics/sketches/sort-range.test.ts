import fc from 'fast-check';
import { sortRange } from '../../../../../functions/domain/statistics/sketches/sort-range';

describe('sortRange', () => {
  // Few different values, so that many are equal; lengths on both sides of what is sorted by counting.
  const items = fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(Infinity, -Infinity), fc.double()), {
    maxLength: 250,
    size: 'max',
  });

  it('sorts a part as the language sorts it, and leaves what is around it', () => {
    fc.assert(
      fc.property(items, fc.nat(20), fc.nat(20), (drawn, before, after) => {
        const values = Float64Array.from(drawn.filter((value) => !Number.isNaN(value)));
        const all = Float64Array.of(...new Array(before).fill(7), ...values, ...new Array(after).fill(-7));
        sortRange(all, before, before + values.length);
        const wanted = [...new Array(before).fill(7), ...values.sort(), ...new Array(after).fill(-7)];
        expect([...all].map((value) => value + 0)).toEqual(wanted.map((value) => value + 0));
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
