/** What the options against forgetting promise on every backend. Called once per test file: a process has one backend. */
import { type BackendKind, openTfBackend } from '../../../../functions/adapters/tfjs/backend';
import { createNeuralFactory } from '../../../../functions/adapters/tfjs/neural-factory';
import { type ForgettingOptions, forgettingOf } from '../../../../functions/contracts/learners/forgetting';
import type { NeuralFactory } from '../../../../functions/domain/learners/create';
import { StateRefused } from '../../../../functions/domain/state/saved-state';
import { learnerContract } from '../../../contracts/learner';
import { batchOf, bitsOf, declared, predictionsOf, problemOf, stream, take } from './small-problem';

const TASKS = ['binary', 'multiclass', 'regression'] as const;
const METHODS: readonly ForgettingOptions[] = [
  { method: 'replay', size: 12, batch: 5 },
  { method: 'derpp', size: 12, batch: 5 },
  { method: 'ewc', every: 15, strength: 10 },
];
/**
 * The contract is run on each task where WASM computes, which is what serves. What a backend can change are products of matrices, the
 * same for all tasks: on another one, each method meets one task.
 */
const tasksOf = (preferred: BackendKind, method: number) => (preferred === 'wasm' ? TASKS : [TASKS[method % 3]!]);
const declaring = (options: ForgettingOptions) => declared({ forgetting: forgettingOf(options) });

export function forgettingSuite(preferred: BackendKind): void {
  let factory: NeuralFactory;
  beforeAll(async () => {
    factory = createNeuralFactory(await openTfBackend({ preferred }));
  });

  for (const [at, options] of METHODS.entries()) {
    const declaration = declaring(options);
    learnerContract(
      `neural with ${options.method} on ${preferred}`,
      (problem) => factory.create(declaration, problem),
      (problem, state) => factory.load(declaration, problem, state),
      { tasks: tasksOf(preferred, at), oneByOne: false, weightsRepeat: false },
    );
  }

  it.each(TASKS)('%s: with nothing kept yet, or no strength, a step is the step without', (task) => {
    const problem = problemOf(task);
    const [batch, next] = take(stream(task, 3), 2);
    const plain = factory.create(declared(), problem);
    const replayed = factory.create(declaring({ method: 'derpp' }), problem);
    const consolidated = factory.create(declaring({ method: 'ewc', strength: 0, every: 1 }), problem);
    for (const learner of [plain, replayed, consolidated]) learner.learn(batch!);
    expect(replayed.save().arrays.weights).toEqual(plain.save().arrays.weights);
    for (const learner of [plain, consolidated]) learner.learn(next!);
    expect(consolidated.save().arrays.weights).toEqual(plain.save().arrays.weights);
  });

  it.each(TASKS)('%s: replay of a kept copy of the very batch is twice its gradient', (task) => {
    const problem = problemOf(task);
    const settings = { optimizer: 'sgd', learningRate: 0.01, l2: 0 } as const;
    const [batch] = take(stream(task, 4, 6), 1);
    const moved = (overrides: object, gradients: number) => {
      const learner = factory.create(declared({ ...settings, ...overrides }), problem);
      learner.learn(batch!);
      const before = learner.save().arrays.weights!;
      learner.learn(batch!);
      return Array.from(learner.save().arrays.weights!, (weight, at) => (weight - before[at]!) / gradients);
    };
    const once = moved({}, 1);
    const twice = moved({ forgetting: forgettingOf({ method: 'replay', size: 6, batch: 6 }) }, 2);
    for (const [at, step] of twice.entries()) expect(step).toBeCloseTo(once[at]!, 6);
    const halves = [
      moved({ forgetting: forgettingOf({ method: 'replay', size: 6, batch: 6, weight: 0.5 }) }, 1.5),
      moved({ forgetting: forgettingOf({ method: 'derpp', size: 6, batch: 6, alpha: 0, beta: 0.5 }) }, 1.5),
    ];
    for (const half of halves) for (const [at, step] of half.entries()) expect(step).toBeCloseTo(once[at]!, 6);
  });

  it.each(TASKS)('%s: held to its own answers alone, a network drifts less the larger alpha is', (task) => {
    const problem = problemOf(task);
    const [past, ...later] = take(stream(task, 5), 30);
    // After the first batch, labels that contradict it.
    const contradicting = later.map((batch) => ({
      ...batch,
      label: batch.label.map((label) => (task === 'regression' ? 200 - label : (label + 1) % 2)),
    }));
    const drift = (alpha: number) => {
      const learner = factory.create(declaring({ method: 'derpp', size: 60, batch: 24, alpha, beta: 0 }), problem);
      learner.learn(past!);
      const before = predictionsOf(learner, past!, problem.outputs);
      for (const batch of contradicting) learner.learn(batch);
      const after = predictionsOf(learner, past!, problem.outputs);
      return after.reduce((sum, answer, at) => sum + Math.abs(answer - before[at]!), 0);
    };
    expect(drift(10)).toBeLessThan(0.7 * drift(0));
  });

  it('refuses a state of another method, of none, or of another size, naming both', () => {
    const problem = problemOf('binary');
    const stateOf = (options: ForgettingOptions) => factory.create(declaring(options), problem).save();
    const replayed = stateOf({ method: 'replay', size: 12 });
    const load =
      (declaration: ReturnType<typeof declared>, state = replayed) =>
      () =>
        factory.load(declaration, problem, state);
    expect(load(declaring({ method: 'derpp', size: 12 }))).toThrow(/"replay" against forgetting and "derpp"/);
    expect(load(declared())).toThrow(/"replay" against forgetting and "no method"/);
    expect(load(declaring({ method: 'replay' }), factory.create(declared(), problem).save())).toThrow(StateRefused);
    expect(load(declaring({ method: 'replay', size: 13 }))).toThrow(/size 12 and 13/);
    expect(load(declaring({ method: 'replay', size: 12, batch: 1 }))).not.toThrow();
  });

  it('a batch without weight is neither learned nor kept', () => {
    for (const options of METHODS) {
      const learner = factory.create(declaring(options), problemOf('binary'));
      const [batch, other] = take(stream('binary', 9), 2);
      learner.learn(batch!);
      const before = bitsOf(learner.save());
      learner.learn({ ...other!, weight: new Float64Array(other!.count) });
      learner.learn(batchOf({ numeric: [], slots: [], label: [], weight: [] }));
      expect(bitsOf(learner.save())).toEqual(before);
    }
  });
}
