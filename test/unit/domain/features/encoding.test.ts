import { stableHash } from '../../../../functions/contracts/canonical';
import type { ExampleColumns } from '../../../../functions/domain/examples/columns';
import { createColumnsBuilder } from '../../../../functions/domain/examples/columns-builder';
import {
  type Encoding,
  encodingHash,
  encodingOf,
  projectColumns,
} from '../../../../functions/domain/features/encoding';
import { served } from '../../../contracts/sample-arrivals';
import { flights } from '../../../support/sample-events';

const categorical = { kind: 'categorical' } as const;
const numeric = { kind: 'numeric' } as const;
const encoding: Encoding = {
  features: { origin: categorical, hour: categorical, distance: numeric },
  crosses: [['origin', 'hour']],
  hashBits: 10,
};

function columnsUnder(of: Encoding): ExampleColumns {
  const builder = createColumnsBuilder(of);
  for (const [at, origin] of ['LAS', null, ''].entries()) {
    const features = { origin, hour: `${at}`, distance: at === 1 ? null : at };
    builder.add({
      sequence: `${at}`,
      eventId: `e${at}`,
      served: served({ features }),
      label: at,
      predictedAtMs: at,
      completedAtMs: at,
      events: 2,
    });
  }
  return builder.finish();
}

/** Each categorical column as its values, each numeric one as its numbers. */
const valuesOf = ({ categorical: texts, numeric: numbers }: ExampleColumns) => ({
  texts: texts.map(({ dictionary, codes }) => [...codes].map((code) => (code === 0 ? null : dictionary[code - 1]))),
  numbers: numbers.map((column) => [...column]),
});

describe('the encoding of a model', () => {
  it('is what decides how its examples are seen, and no more', () => {
    const { features, crosses, hashBits } = flights;
    expect(encodingOf(flights)).toEqual({ features, crosses, hashBits });
  });

  it('has a hash that neither the rest of the declaration nor the order of features changes', () => {
    const { features, crosses, hashBits } = flights;
    expect(encodingHash(flights)).toBe(encodingHash(encodingOf(flights)));
    expect(encodingHash(flights)).toBe(stableHash({ hashBits, crosses, features }));
    const reordered = Object.fromEntries(Object.entries(encoding.features).reverse());
    expect(encodingHash({ ...encoding, features: reordered })).toBe(encodingHash(encoding));
  });

  it.each<[string, Partial<Encoding>]>([
    ['a feature more', { features: { ...encoding.features, wind: numeric } }],
    ['a feature of another kind', { features: { ...encoding.features, hour: numeric } }],
    ['no crosses', { crosses: [] }],
    ['the parts of a cross in another order', { crosses: [['hour', 'origin']] }],
    ['fewer bits', { hashBits: 9 }],
  ])('has another hash with %s', (_, changes) => {
    expect(encodingHash({ ...encoding, ...changes })).not.toBe(encodingHash(encoding));
  });
});

describe('columns of one encoding, read under another', () => {
  const columns = columnsUnder(encoding);

  it('are found by name: hour, origin; distance', () => {
    expect(valuesOf(projectColumns(columns, encoding, encoding))).toEqual({
      texts: [
        ['0', '1', '2'],
        ['LAS', null, ''],
      ],
      numbers: [[0, Number.NaN, 2]],
    });
  });

  it('are missing where they did not exist, and left out where they are not asked for', () => {
    const to: Encoding = {
      ...encoding,
      features: { airline: categorical, origin: categorical, distance: numeric, altitude: numeric },
    };
    expect(valuesOf(projectColumns(columns, encoding, to))).toEqual({
      texts: [
        [null, null, null],
        ['LAS', null, ''],
      ],
      numbers: [
        [Number.NaN, Number.NaN, Number.NaN],
        [0, Number.NaN, 2],
      ],
    });
  });

  it('are missing when their kind has changed: a text is no number', () => {
    const to: Encoding = { ...encoding, features: { hour: numeric, distance: categorical } };
    expect(valuesOf(projectColumns(columns, encoding, to))).toEqual({
      texts: [[null, null, null]],
      numbers: [[Number.NaN, Number.NaN, Number.NaN]],
    });
  });

  it('keep everything else, and are not copied', () => {
    const projected = projectColumns(columns, encoding, { ...encoding, features: { origin: categorical } });
    expect(projected.categorical[0]).toBe(columns.categorical[1]);
    expect(projected.label).toBe(columns.label);
    expect(projected.eventId).toEqual(['e0', 'e1', 'e2']);
    expect(valuesOf(columns).texts).toHaveLength(2);
  });

  it('of no examples are of none', () => {
    const none = createColumnsBuilder(encoding).finish();
    const to: Encoding = { ...encoding, features: { airline: categorical, altitude: numeric } };
    expect(valuesOf(projectColumns(none, encoding, to))).toEqual({ texts: [[]], numbers: [[]] });
  });
});
