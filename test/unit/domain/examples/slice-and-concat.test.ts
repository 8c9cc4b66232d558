import { createColumnsBuilder } from '../../../../functions/domain/examples/columns-builder';
import { concatColumns } from '../../../../functions/domain/examples/concat';
import { sliceColumns } from '../../../../functions/domain/examples/slice';

const declaration = { features: { origin: { kind: 'categorical' }, distance: { kind: 'numeric' } } } as const;

const columnsOf = (...origins: readonly (string | null)[]) => {
  const builder = createColumnsBuilder(declaration);
  for (const [at, origin] of origins.entries()) {
    builder.add({
      sequence: String(at),
      eventId: `${origin}${at}`,
      served: {
        features: { origin, distance: at },
        weight: null,
        source: origin,
        version: null,
        prediction: null,
        propensity: null,
      },
      label: at,
      predictedAtMs: at,
      completedAtMs: at,
      events: 2,
    });
  }
  return builder.finish();
};

it('joined columns have one dictionary, in order of first use', () => {
  const joined = concatColumns([columnsOf('a', 'b'), columnsOf('c', null, 'b', 'a')]);
  expect(joined.categorical).toEqual([{ dictionary: ['a', 'b', 'c'], codes: Uint32Array.of(1, 2, 3, 0, 2, 1) }]);
  expect(joined.source).toEqual(joined.categorical[0]);
  expect(joined.numeric).toEqual([Float64Array.of(0, 1, 0, 1, 2, 3)]);
  expect(joined.eventId).toEqual(['a0', 'b1', 'c0', 'null1', 'b2', 'a3']);
  expect(joined.events).toEqual(new Uint8Array(6).fill(2));
  expect(joined.count).toBe(6);
});

it('texts that no example uses any more are forgotten', () => {
  const all = columnsOf('a', 'b', 'c');
  const joined = concatColumns([sliceColumns(all, 2, 3), columnsOf('d')]);
  expect(joined.categorical).toEqual([{ dictionary: ['c', 'd'], codes: Uint32Array.of(1, 2) }]);
});

it('a slice has the examples from..to-1', () => {
  const slice = sliceColumns(columnsOf('a', 'b', 'c', 'd'), 1, 3);
  expect(slice.count).toBe(2);
  expect(slice.eventId).toEqual(['b1', 'c2']);
  expect(slice.label).toEqual(Float64Array.of(1, 2));
  expect(slice.categorical[0]!.codes).toEqual(Uint32Array.of(2, 3));
});

it('empty columns join without a trace', () => {
  const some = columnsOf('a');
  expect(concatColumns([columnsOf(), some, columnsOf()])).toEqual(some);
});

it('nothing at all cannot be joined', () => {
  expect(() => concatColumns([])).toThrow(RangeError);
});
