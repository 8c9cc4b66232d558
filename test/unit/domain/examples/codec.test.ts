import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeContainer, encodeContainer } from '../../../../functions/domain/checkpoint/container';
import { CheckpointDamaged, CheckpointTooNew } from '../../../../functions/domain/checkpoint/errors';
import { decodeBlock, encodeBlock } from '../../../../functions/domain/examples/block-codec';
import type { Block, ExampleColumns } from '../../../../functions/domain/examples/columns';
import { decodeExamples, encodeExamples } from '../../../../functions/domain/examples/examples-codec';

const categorical = { kind: 'categorical' } as const;
const numeric = { kind: 'numeric' } as const;
const declaration = { features: { origin: categorical, hour: categorical, distance: numeric, late: numeric } };

const examples: ExampleColumns = {
  count: 3,
  categorical: [
    { dictionary: ['13', ''], codes: Uint32Array.of(1, 2, 0) },
    { dictionary: ['LAS', 'Zürich ✈'], codes: Uint32Array.of(1, 1, 2) },
  ],
  numeric: [Float64Array.of(2176, 236, 1e6), Float64Array.of(0.25, Number.NaN, -0)],
  label: Float64Array.of(1, 0, 0),
  weight: Float64Array.of(1, 1, 1),
  predictedAtMs: Float64Array.of(978307260000, 978307320000, 978307320000),
  completedAtMs: Float64Array.of(978322200000, 978322260000, 978330000000),
  events: Uint8Array.of(2, 2, 1),
  eventId: ['a1', 'a2', 'a3é'],
  source: { dictionary: [], codes: Uint32Array.of(0, 0, 0) },
  version: { dictionary: ['1.0', '1.4'], codes: Uint32Array.of(1, 1, 2) },
  prediction: Float64Array.of(0.1, 0.9, 0.5),
  propensity: Float64Array.of(Number.NaN, Number.NaN, Number.NaN),
};
const block: Block = {
  model: 'flights',
  origin: 'shardId-000000000000',
  sequence: [
    '9',
    '49590338271490256608559692538361571095921575989136588898',
    '49590338271490256608559692540925702759324208523137515618',
  ],
  examples,
};

const golden = (): Uint8Array => readFileSync(join(__dirname, '../../../golden/block-format-1.bin'));

it('examples come back as they were', () => {
  expect(decodeExamples(encodeExamples(examples, declaration), declaration)).toEqual(examples);
});

it('a block comes back as it was', () => {
  expect(decodeBlock(encodeBlock(block, declaration), declaration)).toEqual(block);
});

it('reads the block of format 1 that is kept for ever', () => {
  expect(decodeBlock(golden(), declaration)).toEqual(block);
});

it('still writes format 1 as it was first written, byte for byte', () => {
  expect(Buffer.from(encodeBlock(block, declaration)).equals(golden())).toBe(true);
});

it('half a surrogate pair comes back, also next to its other half', () => {
  const eventId = ['x\ud834', '\udd1e', '\ud834'];
  const halves = { ...examples, eventId };
  expect(decodeExamples(encodeExamples(halves, declaration), declaration).eventId).toEqual(eventId);
});

it('equal examples are equal bytes, however their dictionaries came about', () => {
  const [hour, origin] = examples.categorical;
  const other = { dictionary: ['LAX', 'Zürich ✈', 'LAS'], codes: Uint32Array.of(3, 3, 2) };
  const same = { ...examples, categorical: [hour!, other] };
  expect(encodeExamples(same, declaration)).toEqual(encodeExamples(examples, declaration));
  expect(
    encodeExamples({ ...same, categorical: [hour!, { ...origin!, codes: Uint32Array.of(1, 2, 1) }] }, declaration),
  ).not.toEqual(encodeExamples(examples, declaration));
});

describe('under another declaration features are found by name', () => {
  const bytes = encodeExamples(examples, declaration);
  const decode = (features: Parameters<typeof decodeExamples>[1]['features']) => decodeExamples(bytes, { features });

  it('a new feature is missing in every example', () => {
    const read = decode({ ...declaration.features, carrier: categorical, age: numeric });
    expect(read.categorical[0]).toEqual({ dictionary: [], codes: new Uint32Array(3) });
    expect(read.categorical.slice(1)).toEqual(examples.categorical);
    expect(read.numeric).toEqual([new Float64Array(3).fill(Number.NaN), ...examples.numeric]);
  });

  it('a feature that is no longer declared is left out', () => {
    const read = decode({ origin: categorical, late: numeric });
    expect(read.categorical).toEqual([examples.categorical[1]]);
    expect(read.numeric).toEqual([examples.numeric[1]]);
  });

  it('a feature of another kind: numbers by their text, texts missing', () => {
    const read = decode({ origin: numeric, late: categorical });
    expect(read.categorical).toEqual([{ dictionary: ['0.25', '0'], codes: Uint32Array.of(1, 0, 2) }]);
    expect(read.numeric).toEqual([new Float64Array(3).fill(Number.NaN)]);
  });
});

describe('what is no block is refused', () => {
  const { header, arrays } = decodeContainer(encodeBlock(block, declaration));
  const refusal = (fields: Partial<typeof header>, changed: Partial<typeof arrays> = {}) => {
    const contents = {
      header: { ...header, ...fields } as typeof header,
      arrays: { ...arrays, ...changed } as typeof arrays,
    };
    return () => decodeBlock(encodeContainer(contents), declaration);
  };

  it('examples alone, and later formats', () => {
    expect(() => decodeBlock(encodeExamples(examples, declaration), declaration)).toThrow(
      'of kind examples, not block',
    );
    expect(refusal({ format: 2 })).toThrow(CheckpointTooNew);
  });

  it('columns that do not fit each other', () => {
    expect(refusal({ count: 4 })).toThrow(CheckpointDamaged);
    expect(refusal({ sizes: {} })).toThrow('codes above');
    expect(refusal({}, { 'eventId.text': Uint8Array.of(97) })).toThrow('eventId');
    expect(refusal({}, { label: new Float64Array(2) })).toThrow('label');
  });
});
