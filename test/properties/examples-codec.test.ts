import fc from 'fast-check';
import type { CategoricalColumn, ExampleColumns } from '../../functions/domain/examples/columns';
import { createColumnsBuilder } from '../../functions/domain/examples/columns-builder';
import { concatColumns } from '../../functions/domain/examples/concat';
import { decodeExamples, encodeExamples } from '../../functions/domain/examples/examples-codec';
import { sliceColumns } from '../../functions/domain/examples/slice';
import type { Completed } from '../../functions/domain/labels/waiting';

const declaration = {
  features: { a: { kind: 'categorical' }, b: { kind: 'categorical' }, x: { kind: 'numeric' }, y: { kind: 'numeric' } },
} as const;

/** Any UTF-16 units, halves of surrogate pairs among them. */
const utf16 = fc.array(fc.nat(0xffff), { maxLength: 6 }).map((units) => String.fromCharCode(...units));
const text = fc.oneof(fc.constantFrom('', 'LAS', 'LAX'), utf16);
const finite = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constantFrom(0, -0, 1));

const completed: fc.Arbitrary<Completed> = fc.record({
  sequence: fc.constant('1'),
  eventId: text,
  served: fc.record({
    features: fc.record(
      { a: fc.option(text), b: fc.option(text), x: fc.option(finite), y: fc.option(finite) },
      { requiredKeys: [] },
    ),
    weight: fc.option(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { freq: 3 }),
    source: fc.option(text),
    version: fc.option(text),
    prediction: fc.option(finite),
    propensity: fc.option(finite),
  }),
  label: finite,
  predictedAtMs: fc.nat(2 ** 31 - 1),
  completedAtMs: fc.integer({ min: 0, max: 4e12 }),
  events: fc.constantFrom(1 as const, 2 as const),
});
const list = fc.array(completed, { maxLength: 15 });

const columnsOf = (examples: readonly Completed[]): ExampleColumns => {
  const builder = createColumnsBuilder(declaration);
  for (const example of examples) builder.add(example);
  return builder.finish();
};

const texts = ({ dictionary, codes }: CategoricalColumn) =>
  Array.from(codes, (code) => (code === 0 ? null : dictionary[code - 1]));

/** The values, whatever the dictionaries. */
const values = (columns: ExampleColumns) => ({
  ...columns,
  categorical: columns.categorical.map(texts),
  source: texts(columns.source),
  version: texts(columns.version),
});

it('what is encoded comes back, to the bit', () => {
  fc.assert(
    fc.property(list, (examples) => {
      const columns = columnsOf(examples);
      expect(decodeExamples(encodeExamples(columns, declaration), declaration)).toEqual(columns);
    }),
    { seed: 7, numRuns: 150 },
  );
});

it('cut anywhere and joined again, examples are the same bytes', () => {
  fc.assert(
    fc.property(list, fc.array(fc.nat(15), { maxLength: 4 }), (examples, cuts) => {
      const columns = columnsOf(examples);
      const at = [0, ...cuts.map((cut) => Math.min(cut, columns.count)).sort((a, b) => a - b), columns.count];
      const parts = at.slice(1).map((to, part) => sliceColumns(columns, at[part]!, to));
      const joined = concatColumns(parts);
      expect(values(joined)).toEqual(values(columns));
      expect(Buffer.from(encodeExamples(joined, declaration)).equals(encodeExamples(columns, declaration))).toBe(true);
    }),
    { seed: 8, numRuns: 150 },
  );
});

it('joining lists of examples is listing the examples of all', () => {
  fc.assert(
    fc.property(fc.array(list, { minLength: 1, maxLength: 4 }), (lists) => {
      expect(values(concatColumns(lists.map(columnsOf)))).toEqual(values(columnsOf(lists.flat())));
    }),
    { seed: 9, numRuns: 100 },
  );
});
