import fc from 'fast-check';
import { createColumnsBuilder } from '../../functions/domain/examples/columns-builder';
import { createEncoder } from '../../functions/domain/features/encoder';
import type { ServedFeatures } from '../../functions/domain/features/served-value';

const categorical = { kind: 'categorical' } as const;
const numeric = { kind: 'numeric' } as const;
const declaration = {
  features: { a: categorical, b: categorical, c: categorical, x: numeric, y: numeric },
  crosses: [
    ['c', 'a'],
    ['a', 'b', 'c'],
  ],
  hashBits: 18,
};

const text = fc.option(fc.oneof(fc.constantFrom('', '0', 'LAS'), fc.string({ unit: 'binary' })));
const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
const served: fc.Arbitrary<ServedFeatures> = fc.record(
  { a: text, b: text, c: text, x: number, y: number },
  { requiredKeys: [] },
);

it('what is predicted on is encoded as what is learned from', () => {
  const encoder = createEncoder(declaration);
  fc.assert(
    fc.property(fc.array(served, { minLength: 1, maxLength: 20 }), (rows) => {
      const builder = createColumnsBuilder(declaration);
      for (const features of rows) {
        builder.add({
          sequence: '1',
          eventId: 'e',
          served: { features, weight: null, source: null, version: null, prediction: null, propensity: null },
          label: 1,
          predictedAtMs: 0,
          completedAtMs: 0,
          events: 2,
        });
      }
      const { hashed, numeric: numbers, hashedCount, numericCount } = encoder.encode(builder.finish(), 0, rows.length);
      for (const [at, features] of rows.entries()) {
        const one = encoder.encodeServed(features);
        expect(hashed.subarray(at * hashedCount, (at + 1) * hashedCount)).toEqual(one.hashed);
        expect(numbers.subarray(at * numericCount, (at + 1) * numericCount)).toEqual(one.numeric);
      }
    }),
    { seed: 3, numRuns: 300 },
  );
});
