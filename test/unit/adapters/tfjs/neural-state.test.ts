import { createNeuralState, loadNeuralState, saveNeuralState } from '../../../../functions/adapters/tfjs/neural-state';
import type { LearnerState } from '../../../../functions/domain/learners/learner';
import { StateRefused } from '../../../../functions/domain/state/saved-state';
import { bitsOf, declared, problemOf } from './small-problem';

const problem = problemOf('regression');
const saved = (overrides = {}): LearnerState => {
  const declaration = declared(overrides);
  return saveNeuralState(createNeuralState(declaration, problem), declaration, problem);
};
const load = (state: LearnerState, overrides = {}) => loadNeuralState(declared(overrides), problem, state);

describe('the state of a neural learner', () => {
  it('names its arrays: weights, Adam’s moments, and the statistics of features and target', () => {
    const { kind, format, arrays } = saved();
    expect({ kind, format }).toEqual({ kind: 'neural', format: 1 });
    expect(Object.entries(arrays).map(([name, array]) => `${name} ${array.constructor.name} ${array.length}`)).toEqual([
      'weights Float32Array 95',
      'firstMoments Float32Array 95',
      'secondMoments Float32Array 95',
      'features.weight Float64Array 2',
      'features.mean Float64Array 2',
      'features.squares Float64Array 2',
      'target.weight Float64Array 1',
      'target.mean Float64Array 1',
      'target.squares Float64Array 1',
    ]);
  });

  it('has no moments under SGD', () => {
    expect(Object.keys(saved({ optimizer: 'sgd' }).arrays)).not.toContain('firstMoments');
  });

  it('the seed decides the initial weights', () => {
    const weightsOf = (seed: number) => createNeuralState(declared(), { ...problem, seed }).weights;
    expect(weightsOf(1)).toEqual(weightsOf(1));
    expect(weightsOf(1)).not.toEqual(weightsOf(2));
  });

  it('loads what was saved, and another rate or l2 may go on with it', () => {
    const state = saved();
    const loaded = load(state, { learningRate: 0.9, l2: 0.5 });
    expect(bitsOf(saveNeuralState(loaded, declared(), problem))).toEqual(bitsOf(state));
  });

  it('features as given have no statistics, and neither kind goes on as the other', () => {
    const asGiven = saved({ standardise: false });
    expect([...asGiven.arrays['features.weight']!]).toEqual([0, 0]);
    expect(() => load(asGiven)).toThrow(/learned on features as given and standardised ones are declared/);
    expect(() => load(saved(), { standardise: false })).toThrow(/features \(none\) and "asGiven"/);
  });

  it.each([
    [{ layers: [65] }, /layers "6-5" and "65"/],
    [{ inputBits: 3 }, /inputBits 2 and 3/],
    [{ optimizer: 'sgd' }, /optimizer "adam" and "sgd"/],
  ])('refuses %j, naming what it was and what is declared', (overrides, message) => {
    expect(() => load(saved(), overrides)).toThrow(StateRefused);
    expect(() => load(saved(), overrides)).toThrow(message);
  });

  it('refuses an array that is absent, short, or of another type', () => {
    const { arrays, ...rest } = saved();
    const { firstMoments: _, ...without } = arrays;
    expect(() => load({ ...rest, arrays: without })).toThrow(/firstMoments .* is absent; .* Float32Array of 95/);
    expect(() => load({ ...rest, arrays: { ...arrays, weights: new Float32Array(94) } })).toThrow(/Float32Array of 94/);
    expect(() => load({ ...rest, arrays: { ...arrays, weights: new Float64Array(95) } })).toThrow(/Float64Array of 95/);
  });

  it('refuses a step count that is no count', () => {
    const { scalars, ...rest } = saved();
    for (const steps of [-1, 0.5, '3', null]) {
      expect(() => load({ ...rest, scalars: { ...scalars, steps } })).toThrow(/steps .* should be a count/);
    }
  });
});
