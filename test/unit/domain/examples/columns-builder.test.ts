import { createColumnsBuilder } from '../../../../functions/domain/examples/columns-builder';
import type { Completed } from '../../../../functions/domain/labels/waiting';

const declaration = {
  features: {
    origin: { kind: 'categorical' },
    distance: { kind: 'numeric' },
    hour: { kind: 'categorical' },
    constructor: { kind: 'categorical' },
  },
} as const;

const completed = (features: Completed['served']['features'], more: Partial<Completed['served']> = {}): Completed => ({
  sequence: '7',
  eventId: 'a1',
  served: { features, weight: null, source: null, version: null, prediction: null, propensity: null, ...more },
  label: 1,
  predictedAtMs: 1000,
  completedAtMs: 2000,
  events: 2,
});

const build = (...examples: readonly Completed[]) => {
  const builder = createColumnsBuilder(declaration);
  for (const example of examples) builder.add(example);
  return builder.finish();
};

it('puts values into columns by the name of their feature, sorted by name', () => {
  const columns = build(
    completed({ hour: '13', origin: 'LAS', distance: 2176 }),
    completed({ origin: 'LAX', distance: 0, hour: '13' }),
    completed({ origin: 'LAS', hour: '', distance: -0 }),
  );
  expect(columns.count).toBe(3);
  // constructor, hour, origin
  expect(columns.categorical[1]).toEqual({ dictionary: ['13', ''], codes: Uint32Array.of(1, 1, 2) });
  expect(columns.categorical[2]).toEqual({ dictionary: ['LAS', 'LAX'], codes: Uint32Array.of(1, 2, 1) });
  expect(columns.numeric).toEqual([Float64Array.of(2176, 0, -0)]);
});

it('marks what is absent or null as missing, and never finds a feature on a prototype', () => {
  const columns = build(completed({}), completed({ origin: null, distance: null }));
  for (const column of columns.categorical) expect(column).toEqual({ dictionary: [], codes: Uint32Array.of(0, 0) });
  expect(columns.numeric).toEqual([Float64Array.of(Number.NaN, Number.NaN)]);
});

it('reads a value of the other kind, which only a changed declaration leaves behind: a number as its text, a text as missing', () => {
  const columns = build(completed({ hour: 13, distance: '2176' }), completed({ hour: '13' }));
  expect(columns.categorical[1]).toEqual({ dictionary: ['13'], codes: Uint32Array.of(1, 1) });
  expect(columns.numeric).toEqual([Float64Array.of(Number.NaN, Number.NaN)]);
});

it('keeps what was logged, and says 1 and NaN and nothing where nothing was', () => {
  const columns = build(
    completed({}, { weight: 2.5, source: 'web', version: '1.40', prediction: 0, propensity: 0.5 }),
    completed({}),
  );
  expect(columns).toMatchObject({
    label: Float64Array.of(1, 1),
    weight: Float64Array.of(2.5, 1),
    predictedAtMs: Float64Array.of(1000, 1000),
    completedAtMs: Float64Array.of(2000, 2000),
    events: Uint8Array.of(2, 2),
    eventId: ['a1', 'a1'],
    source: { dictionary: ['web'], codes: Uint32Array.of(1, 0) },
    version: { dictionary: ['1.40'], codes: Uint32Array.of(1, 0) },
    prediction: Float64Array.of(0, Number.NaN),
    propensity: Float64Array.of(0.5, Number.NaN),
  });
});

it('begins anew after each block, and leaves the finished one alone', () => {
  const builder = createColumnsBuilder(declaration);
  builder.add(completed({ origin: 'LAS' }));
  const first = builder.finish();
  expect(builder.count).toBe(0);
  for (const origin of ['LAS', 'LAX', 'LAS']) builder.add(completed({ origin }));
  expect(builder.finish().categorical[2]).toEqual({ dictionary: ['LAS', 'LAX'], codes: Uint32Array.of(1, 2, 1) });
  expect(first.categorical[2]).toEqual({ dictionary: ['LAS'], codes: Uint32Array.of(1) });
  expect(builder.finish().count).toBe(0);
});

it('grows without end', () => {
  const columns = build(...Array.from({ length: 1000 }, (_, at) => completed({ origin: `o${at}`, distance: at })));
  expect(columns.categorical[2]!.codes).toEqual(Uint32Array.from({ length: 1000 }, (_, at) => at + 1));
  expect(columns.numeric[0]).toEqual(Float64Array.from({ length: 1000 }, (_, at) => at));
});
