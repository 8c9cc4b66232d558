/** A sketch depends on how often each value occurred, and on nothing else. */
import fc from 'fast-check';
import { addFeatures, type FeatureSketches, Sketcher } from '../../functions/domain/drift/feature-sketches';
import { CATEGORIES, sampleOf } from '../../functions/domain/drift/sketch';
import { readSketches, writeSketches } from '../../functions/domain/drift/sketch-codec';
import { ColumnReader, ColumnWriter } from '../../functions/domain/examples/column-store';
import { createColumnsBuilder } from '../../functions/domain/examples/columns-builder';

const features = { text: { kind: 'categorical' }, number: { kind: 'numeric' } } as const;
const sketcher = new Sketcher({ features });

type Row = { readonly text: string | null; readonly number: number | null };

const row: fc.Arbitrary<Row> = fc.record({
  // Three times as many as are kept.
  text: fc.nat(3 * CATEGORIES).map((n) => (n % 10 === 0 ? null : `c${n}`)),
  number: fc.oneof(
    fc.constantFrom(null, 0, -0, 1, -1),
    fc.double({ min: -1e100, max: 1e100, noNaN: true }),
    fc.integer({ min: -1000, max: 1000 }),
  ),
});
const rows = fc.oneof(
  fc.array(row, { maxLength: 300, size: 'max' }),
  // More categories than are kept, and parts of it with fewer.
  fc.array(row, { minLength: 1800, maxLength: 2400, size: 'max' }),
);
const SEEDED = { seed: 20_240_102, numRuns: 12 };

const cut = (all: readonly Row[], sizes: readonly number[]): Row[][] => {
  const parts: Row[][] = [];
  let from = 0;
  for (const size of sizes) {
    parts.push(all.slice(from, from + size));
    from += size;
  }
  return [...parts, all.slice(from)];
};

const merged = (parts: readonly FeatureSketches[]): FeatureSketches => parts.reduce(addFeatures);

test('cut anyhow and merged in any order, it is the sketch of the whole', () => {
  fc.assert(
    fc.property(rows, fc.array(fc.nat(1500), { maxLength: 6 }), fc.nat(), (all, sizes, turn) => {
      const parts = cut(all, sizes).map((part) => sketcher.ofServed(part));
      const whole = sketcher.ofServed(all);
      const at = turn % parts.length;
      expect(merged(parts)).toEqual(whole);
      expect(merged([...parts.slice(at), ...parts.slice(0, at)].reverse())).toEqual(whole);
    }),
    SEEDED,
  );
});

test('columns give the sketch of the rows that they were made of', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const builder = createColumnsBuilder({ features });
      const unlogged = { weight: null, source: null, version: null, prediction: null, propensity: null };
      for (const [at, served] of all.entries()) {
        const example = {
          sequence: '1',
          eventId: `e${at}`,
          label: 0,
          predictedAtMs: 0,
          completedAtMs: 0,
          events: 1,
        } as const;
        builder.add({ ...example, served: { ...unlogged, features: { ...served } } });
      }
      const columns = builder.finish();
      const half = Int32Array.from({ length: Math.floor(all.length / 2) }, (_, at) => 2 * at);
      expect(sketcher.ofColumns(columns)).toEqual(sketcher.ofServed(all));
      expect(sketcher.ofColumns(columns, half)).toEqual(sketcher.ofServed(all.filter((_, at) => half.includes(at))));
    }),
    { ...SEEDED, numRuns: 6 },
  );
});

test('it counts every value, keeps at most so many categories, and each of these exactly', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const { categorical, numeric } = sketcher.ofServed(all);
      expect(sampleOf(categorical[0]!)).toBe(all.length);
      expect(sampleOf(numeric[0]!)).toBe(all.length);
      const { bins, below } = categorical[0]!;
      expect(bins.keys.length).toBeLessThanOrEqual(CATEGORIES);
      const counts = [...bins.counts].sort();
      const byText = new Map<string, number>();
      for (const { text } of all) if (text !== null) byText.set(text, (byText.get(text) ?? 0) + 1);
      if (below === 2 ** 32) expect(counts).toEqual([...byText.values()].sort());
    }),
    SEEDED,
  );
});

test('it comes back from its bytes', () => {
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      const sketches = [a, b, []].map((part) => sketcher.ofServed(part).categorical[0]!);
      const writer = new ColumnWriter();
      writeSketches(writer, 'x', sketches);
      const reader = new ColumnReader({ header: writer.header(), arrays: writer.arrays });
      expect(readSketches(reader, 'x', 'categorical', 3)).toEqual(sketches);
    }),
    { ...SEEDED, numRuns: 6 },
  );
});
