import type { LearnerDeclaration } from '../../../../functions/contracts/learners/learner';
import type { NeuralLearnerDeclaration } from '../../../../functions/contracts/learners/neural';
import {
  createLearner,
  loadLearner,
  type NeuralFactory,
  problemOf,
} from '../../../../functions/domain/learners/create';
import { StateRefused } from '../../../../functions/domain/state/saved-state';
import { problemFor } from '../../../contracts/learner-batches';

const logistic = {
  kind: 'logistic',
  name: 'clicks',
  untilMs: null,
  optimizer: 'adagrad',
  learningRate: 0.1,
  intercept: true,
  l1: 0,
  l2: 0,
} as const;
const neural: NeuralLearnerDeclaration = {
  kind: 'neural',
  name: 'deep',
  untilMs: null,
  layers: [4],
  optimizer: 'adam',
  learningRate: 0.01,
  l2: 0,
  inputBits: 4,
};
const [binary, multiclass, regression] = [problemFor('binary'), problemFor('multiclass'), problemFor('regression')];

it('a declaration is a problem of so many features and outputs', () => {
  const declared = {
    features: {
      a: { kind: 'categorical' },
      x: { kind: 'numeric' },
      b: { kind: 'categorical' },
      y: { kind: 'numeric' },
    },
    crosses: [['a', 'b']],
    hashBits: 18,
    seed: 7,
    outcome: { kind: 'multiclass', withinMs: 1, otherwise: 'discard', classes: ['p', 'q', 'r'] },
  } as const;
  const expected = {
    numericCount: 2,
    numericNames: ['x', 'y'],
    categoricalNames: ['a', 'b'],
    categoricalCount: 2,
    hashedCount: 3,
    hashBits: 18,
    seed: 7,
  };
  expect(problemOf(declared)).toEqual({ ...expected, task: 'multiclass', outputs: 3 });
  const outcome = { kind: 'binary', withinMs: 1, otherwise: 'discard' } as const;
  expect(problemOf({ ...declared, outcome })).toEqual({ ...expected, task: 'binary', outputs: 1 });
});

it('a learner that does not fit its outcome is refused with the one that does', () => {
  expect(() => createLearner({ ...logistic, kind: 'linear' }, binary)).toThrow(/clicks is linear.*declare logistic/);
  expect(() => createLearner(logistic, regression)).toThrow(/clicks is logistic.*declare linear/);
});

describe('a state is refused', () => {
  const state = createLearner(logistic, binary).save();
  const refused = (declaration: LearnerDeclaration, problem = binary, from = state) =>
    expect(() => loadLearner(declaration, problem, from));

  it('of another learner, optimizer, or shape, naming what was found and what is declared', () => {
    refused({ kind: 'prior', name: 'prior', untilMs: null }).toThrow(/of a logistic and a prior is declared/);
    refused({ ...logistic, optimizer: 'ftrl' }).toThrow(/optimizer "adagrad" and "ftrl" is declared/);
    refused(logistic, { ...binary, hashBits: 6 }).toThrow(/hashBits 5 and 6 is declared/);
    refused(logistic, multiclass).toThrow(/task "binary" and "multiclass" is declared/);
  });

  it('with an array that is absent or of another length', () => {
    const { weights, ...others } = state.arrays;
    refused(logistic, binary, { ...state, arrays: others }).toThrow(/array weights of the logistic state is absent/);
    refused(logistic, binary, { ...state, arrays: { ...others, weights: weights!.slice(1) } }).toThrow(StateRefused);
  });
});

describe('neural learners', () => {
  it('need a factory, and the error says which learner and what to pass', () => {
    expect(() => createLearner(neural, binary)).toThrow(/deep is neural.*\{ neural \}/);
  });

  it('come from the factory, new or loaded', () => {
    const made: string[] = [];
    const stand = createLearner({ kind: 'prior', name: 'p', untilMs: null }, binary);
    const factory: NeuralFactory = {
      backend: 'test',
      create: ({ name }) => {
        made.push(`new ${name}`);
        return stand;
      },
      load: ({ name }, _problem, { kind }) => {
        made.push(`${name} from ${kind}`);
        return stand;
      },
    };
    createLearner(neural, binary, { neural: factory });
    loadLearner(neural, binary, { ...stand.save(), kind: 'neural' }, { neural: factory });
    expect(made).toEqual(['new deep', 'deep from neural']);
  });
});
