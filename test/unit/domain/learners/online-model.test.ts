import { lastOutcome, prior } from '../../../../functions/contracts/learners/baselines';
import { logistic } from '../../../../functions/contracts/learners/linear';
import { hoeffdingTree } from '../../../../functions/contracts/learners/trees';
import { categorical, DeclarationError, numeric } from '../../../../functions/contracts/model';
import { stateFromBytes, stateToBytes } from '../../../../functions/domain/checkpoint/state-bytes';
import { OnlineModel, type OnlineModelOptions } from '../../../../functions/domain/learners/online-model';

const features = { origin: categorical(), distance: numeric() };
const flights: OnlineModelOptions = { outcome: 'binary', features, learner: logistic() };

describe('a model of plain objects', () => {
  it('answers as its learner does', () => {
    const model = OnlineModel.create({ ...flights, learner: prior() });
    expect(model.predict({})).toEqual(Float64Array.of(0.5));
    for (const outcome of [1, 1, 0, 1]) model.learn({ origin: 'LAS', distance: 1 }, outcome);
    // Laplace's rule of succession: 3 of 4 with one added to each class.
    expect(model.predict({ origin: 'SFO' })[0]).toBeCloseTo(4 / 6, 12);
  });

  it('takes classes by name and answers in their order', () => {
    const model = OnlineModel.create({ outcome: { classes: ['a', 'b', 'c'] }, features, learner: lastOutcome() });
    model.learn({ distance: 1 }, 'b');
    const [a, b, c] = model.predict({ distance: 2 });
    expect(b).toBeGreaterThan(Math.max(a!, c!));
  });

  it('resumed from bytes, goes on as if it had never stopped, to the bit', () => {
    const options: OnlineModelOptions = { ...flights, crosses: [], learner: hoeffdingTree({ gracePeriod: 50 }) };
    const learn = (model: OnlineModel, from: number, to: number): OnlineModel => {
      for (let at = from; at < to; at++) model.learn({ origin: `o${at % 5}`, distance: at % 11 }, at % 11 > 5 ? 1 : 0);
      return model;
    };
    const half = stateToBytes(learn(OnlineModel.create(options), 0, 300).save());
    const resumed = learn(OnlineModel.load(options, stateFromBytes(half)), 300, 600);
    expect(stateToBytes(resumed.save())).toEqual(stateToBytes(learn(OnlineModel.create(options), 0, 600).save()));
  });

  it('passes over what weighs nothing, and tells its learner the time', () => {
    const model = OnlineModel.create({ ...flights, learner: lastOutcome() });
    const before = stateToBytes(model.save());
    model.learn({ origin: 'LAS' }, 1, { weight: 0 });
    expect(stateToBytes(model.save())).toEqual(before);
    const until = logistic({ until: '2026-01-01T00:00:00Z' });
    const control = OnlineModel.create({ ...flights, learner: until });
    control.learn({ origin: 'LAS' }, 1, { timeMs: Date.parse('2026-02-01') });
    expect(stateToBytes(control.save())).toEqual(
      stateToBytes(OnlineModel.create({ ...flights, learner: until }).save()),
    );
  });

  it.each([
    ['a feature that is not declared', { orgin: 'LAS' }, 1, 'orgin is no feature of this model; its features are'],
    ['a text for a number', { distance: 'far' }, 1, 'distance is numeric and the value is "far"'],
    ['an infinity', { distance: Infinity }, 1, 'distance is numeric and the value is Infinity'],
    ['an outcome that is none', { distance: 1 }, 2, 'an outcome is 0 or 1, not 2'],
    ['the name of a class where there is none', { distance: 1 }, 'late', 'an outcome is 0 or 1, not late'],
  ])('refuses %s, and learns nothing of it', (_, served, outcome, message) => {
    const model = OnlineModel.create(flights);
    const before = stateToBytes(model.save());
    expect(() => model.learn(served, outcome)).toThrow(message);
    expect(() => model.learn({ distance: 1 }, 1, { weight: Number.NaN })).toThrow('a weight is finite');
    expect(stateToBytes(model.save())).toEqual(before);
  });

  it('refuses what cannot be declared, and a state of other features or of another learner', () => {
    expect(() => OnlineModel.create({ ...flights, outcome: 'regression' })).toThrow(DeclarationError);
    const state = OnlineModel.create(flights).save();
    expect(() => OnlineModel.load({ ...flights, features: { origin: categorical() } }, state)).toThrow('encoding');
    expect(() => OnlineModel.load({ ...flights, learner: prior() }, state)).toThrow('prior');
    expect(() => OnlineModel.load(flights, { ...state, format: 2 })).toThrow('format 2');
  });
});

it('bytes that were cut short are refused', () => {
  const bytes = stateToBytes(OnlineModel.create(flights).save());
  expect(() => stateFromBytes(bytes.subarray(0, bytes.length - 8))).toThrow(/damaged|bytes|cut/);
});
