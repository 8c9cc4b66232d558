import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeContainer, encodeContainer } from '../../../../functions/domain/checkpoint/container';
import { CheckpointDamaged, CheckpointTooNew } from '../../../../functions/domain/checkpoint/errors';
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type LineCheckpoint,
} from '../../../../functions/domain/checkpoint/line-checkpoint';
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
  problem: { task: 'binary', outputs: 1, numericCount: 2, categoricalCount: 2, hashedCount: 3, hashBits: 3, seed: 42 },
  configHash: 'c'.repeat(64),
  examples: 512,
  clockMs: 978_307_200_000,
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

const golden = (): Uint8Array => readFileSync(join(__dirname, '../../../golden/checkpoint-format-1.bin'));

it('comes back as it was', () => {
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint);
});

it('reads the checkpoint of format 1 that is kept for ever, and its learner goes on', () => {
  const read = decodeCheckpoint(golden());
  expect(read).toEqual(checkpoint);
  const learner = loadLearner(read.learner, read.problem, read.state);
  expect(learner.save()).toEqual(checkpoint.state);
});

it('still writes format 1 as it was first written, byte for byte', () => {
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
    expect(() => decodeCheckpoint(changed({ format: 2 }))).toThrow(CheckpointTooNew);
    expect(() => decodeCheckpoint(changed({ format: 2 }))).toThrow(/format 2 .* format 1/);
  });

  it('a field that is absent or of another type, naming it', () => {
    expect(() => decodeCheckpoint(changed({ model: 3 }))).toThrow('model');
    expect(() => decodeCheckpoint(changed({ state: null }))).toThrow('state');
    expect(() => decodeCheckpoint(changed({ learner: { kind: 'oracle' } }))).toThrow(CheckpointDamaged);
    expect(() => decodeCheckpoint(changed({ problem: { task: 'ranking' } }))).toThrow('ranking');
  });
});
