import fc from 'fast-check';
import {
  type LetterObject,
  letterKey,
  overlapping,
  parseLetterKey,
} from '../../../../functions/adapters/aws/letter-keys';
import { DEAD_LETTERS_PREFIX } from '../../../../functions/contracts/object-keys';

const object = (first: number, last: number, origin = 'shard-1'): LetterObject => ({
  model: 'flights',
  arrivalMs: 978_307_260_000,
  put: '00ff',
  first: String(first),
  last: String(last),
  count: 1,
  origin,
});

describe('the name of an object of letters', () => {
  it('is in order of arrival below its model, and says what the object holds', () => {
    expect(letterKey({ ...object(7, 12), count: 3 })).toBe(
      'dead-letters/flights/000978307260000.00ff.7.12.3.shard-1.ndjson',
    );
    expect(letterKey({ ...object(7, 7, 'windows:a/b.c'), model: null })).toBe(
      'dead-letters/_/000978307260000.00ff.7.7.1.windows%3Aa%2Fb.c.ndjson',
    );
  });

  it('comes back as it was, whatever the origin', () => {
    fc.assert(
      fc.property(
        fc.record({
          model: fc.option(fc.stringMatching(/^[a-z]\w{0,10}$/)),
          arrivalMs: fc.nat(999_999_999_999_999),
          put: fc.stringMatching(/^[0-9a-f]{12}$/),
          first: fc.bigInt(0n, 2n ** 186n).map(String),
          last: fc.bigInt(0n, 2n ** 186n).map(String),
          count: fc.nat(),
          origin: fc.string({ minLength: 1 }),
        }),
        (named) => {
          expect(parseLetterKey(letterKey(named).slice(DEAD_LETTERS_PREFIX.length))).toEqual(named);
        },
      ),
      { seed: 20260101 },
    );
  });

  it.each(['', 'notes.txt', 'flights/notes.ndjson', 'flights/000978307260000.00ff.7.x.3.shard-1.ndjson'])(
    'is not %p',
    (key) => {
      expect(parseLetterKey(key)).toBeUndefined();
    },
  );
});

describe('objects that may hold the same letter', () => {
  it('are those of one origin whose ranges meet, in a chain too', () => {
    const [a, b, c, d, other] = [object(1, 3), object(3, 9), object(4, 5), object(10, 11), object(3, 3, 'shard-2')];
    expect(overlapping([d, other, c, b, a])).toEqual([[a, b, c], [d], [other]]);
  });

  it('compare sequences as numbers: 9 is before 10', () => {
    expect(overlapping([object(8, 9), object(10, 11)])).toHaveLength(2);
    expect(overlapping([object(8, 10), object(9, 9)])).toHaveLength(1);
  });

  it('are all of those that share a sequence, and never two groups of them', () => {
    const ranges = fc.array(fc.tuple(fc.nat(30), fc.nat(5), fc.constantFrom('a', 'b')), { maxLength: 12 });
    fc.assert(
      fc.property(ranges, (drawn) => {
        const objects = drawn.map(([first, length, origin]) => object(first, first + length, origin));
        const groups = overlapping(objects);
        expect(groups.flat()).toHaveLength(objects.length);
        const held = groups.map(
          (group) =>
            new Set(
              group.flatMap(({ origin, first, last }) =>
                Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => `${origin} ${Number(first) + at}`),
              ),
            ),
        );
        const all = held.flatMap((sequences) => [...sequences]);
        expect(new Set(all).size).toBe(all.length);
      }),
      { seed: 20260101 },
    );
  });
});
