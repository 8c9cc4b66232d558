import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeContainer, encodeContainer } from '../../../../functions/domain/checkpoint/container';
import { CheckpointDamaged, CheckpointTooNew } from '../../../../functions/domain/checkpoint/errors';
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type LineCheckpoint,
} from '../../../../functions/domain/checkpoint/line-checkpoint';
import type { Counts } from '../../../../functions/domain/drift/counts';
import type { Sketch } from '../../../../functions/domain/drift/sketch';
import { createLearner, loadLearner } from '../../../../functions/domain/learners/create';

const weights = new Float64Array(13);
weights.set([0.25, -0, Number.MIN_VALUE], 4);
const squares = new Float64Array(13);
squares.set([1, 2, 1e300], 4);

const checkpoint: LineCheckpoint = {
  model: 'flights',
  learner: {
    kind: 'logistic',
    name: 'logistic',
    untilMs: null,
    optimizer: 'adagrad',
    intercept: true,
    learningRate: 0.1,
    l1: 0,
    l2: 0,
  },
  encoding: {
    features: {
      origin: { kind: 'categorical' },
      hour: { kind: 'categorical' },
      distance: { kind: 'numeric' },
      late: { kind: 'numeric' },
    },
    crosses: [['origin', 'hour']],
    hashBits: 3,
  },
  problem: {
    task: 'binary',
    outputs: 1,
    numericCount: 2,
    numericNames: ['distance', 'late'],
    categoricalNames: ['hour', 'origin'],
    categoricalCount: 2,
    hashedCount: 3,
    hashBits: 3,
    seed: 42,
  },
  configHash: 'c'.repeat(64),
  examples: 512,
  clockMs: 978_307_200_000,
  baseline: null,
  state: {
    kind: 'logistic',
    format: 1,
    scalars: {
      optimizer: 'adagrad',
      task: 'binary',
      outputs: 1,
      numericCount: 2,
      categoricalCount: 2,
      hashedCount: 3,
      hashBits: 3,
    },
    arrays: {
      weights,
      squares,
      'features.weight': Float64Array.of(512, 500),
      'features.mean': Float64Array.of(733.5, 0.2),
      'features.squares': Float64Array.of(1e7, 3.25),
    },
  },
};

const counted = (keys: readonly number[], counts: readonly number[]): Counts => ({
  keys: Uint32Array.from(keys),
  counts: Float64Array.from(counts),
});
const categorical = (missing: number, bins: Counts, below = 2 ** 32, other = 0): Sketch => ({
  kind: 'categorical',
  missing,
  bins,
  below,
  other,
});
const numeric = (missing: number, bins: Counts): Sketch => ({ ...categorical(missing, bins), kind: 'numeric' });

/** Sketches of hour, origin, distance, late and the predictions. */
const withBaseline: LineCheckpoint = {
  ...checkpoint,
  baseline: {
    features: {
      categorical: [
        categorical(12, counted([7, 4_000_000_000], [200, 300])),
        categorical(0, counted([1, 2, 3], [5, 70_000, 6]), 1_000_000, 431),
      ],
      numeric: [numeric(0, counted([0x7fff, 0x8000, 0xbff0], [1, 2, 509])), numeric(512, counted([], []))],
    },
    predictions: numeric(0, counted([0xbfc0, 0xbfc1], [511, 1])),
    outcomes: { examples: 512, weight: 511.5, predicted: 100.25, outcome: 96, losses: [230.125, 75.0625] },
  },
};

const golden = (format = 1): Uint8Array =>
  readFileSync(join(__dirname, `../../../golden/checkpoint-format-${format}.bin`));

it('comes back as it was, with a baseline and without', () => {
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
  expect(decodeCheckpoint(encodeCheckpoint(withBaseline))).toEqual(withBaseline);
});

it('reads the checkpoint of format 2 that is kept for ever, and writes the same bytes', () => {
  expect(decodeCheckpoint(golden(2))).toEqual(withBaseline);
  expect(Buffer.from(encodeCheckpoint(withBaseline)).equals(golden(2))).toBe(true);
});

it('reads the checkpoint of format 1 that is kept for ever, and its learner goes on', () => {
  const read = decodeCheckpoint(golden());
  expect(read).toEqual(checkpoint);
  const learner = loadLearner(read.learner, read.problem, read.state);
  expect(learner.save()).toEqual(checkpoint.state);
});

it('without a baseline still writes format 1 as it was first written, byte for byte', () => {
  expect(Buffer.from(encodeCheckpoint(checkpoint)).equals(golden())).toBe(true);
});

it('is one object for one state: the header has no version', () => {
  expect(Object.keys(decodeContainer(encodeCheckpoint(checkpoint)).header).sort()).toEqual([
    'clockMs',
    'configHash',
    'encoding',
    'examples',
    'format',
    'kind',
    'learner',
    'model',
    'problem',
    'state',
  ]);
});

it('keeps what a new learner is, whatever its task', () => {
  const problem = { ...checkpoint.problem, task: 'multiclass', outputs: 4 } as const;
  const state = createLearner(checkpoint.learner, problem).save();
  const read = decodeCheckpoint(encodeCheckpoint({ ...checkpoint, problem, state }));
  expect(loadLearner(read.learner, read.problem, read.state).save()).toEqual(state);
});

describe('what is no checkpoint of a line is refused', () => {
  const { header, arrays } = decodeContainer(encodeCheckpoint(checkpoint));
  const changed = (fields: typeof header): Uint8Array => encodeContainer({ header: { ...header, ...fields }, arrays });

  it('another kind of object', () => {
    expect(() => decodeCheckpoint(changed({ kind: 'block' }))).toThrow('of kind block, not checkpoint');
  });

  it('a later format, naming both', () => {
    expect(() => decodeCheckpoint(changed({ format: 3 }))).toThrow(CheckpointTooNew);
    expect(() => decodeCheckpoint(changed({ format: 3 }))).toThrow(/format 3 .* format 2/);
  });

  it('a baseline whose columns do not fit one another', () => {
    const { header, arrays } = decodeContainer(encodeCheckpoint(withBaseline));
    const counts = new Float64Array(4);
    const damaged = encodeContainer({ header, arrays: { ...arrays, 'baseline/numeric.counts': counts } });
    expect(() => decodeCheckpoint(damaged)).toThrow(CheckpointDamaged);
    expect(() => decodeCheckpoint(encodeContainer({ header: { ...header, baseline: null }, arrays }))).toThrow(
      'baseline',
    );
  });

  it('a field that is absent or of another type, naming it', () => {
    expect(() => decodeCheckpoint(changed({ model: 3 }))).toThrow('model');
    expect(() => decodeCheckpoint(changed({ state: null }))).toThrow('state');
    expect(() => decodeCheckpoint(changed({ learner: { kind: 'oracle' } }))).toThrow(CheckpointDamaged);
    expect(() => decodeCheckpoint(changed({ problem: { task: 'ranking' } }))).toThrow('ranking');
  });
});
