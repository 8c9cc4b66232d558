/** What the neural learner promises on every backend. Called once per test file: a process has one backend. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type BackendKind, openTfBackend, type TfBackend } from '../../../../functions/adapters/tfjs/backend';
import { createNeuralFactory } from '../../../../functions/adapters/tfjs/neural-factory';
import type { NeuralFactory } from '../../../../functions/domain/learners/create';
import { learnerContract } from '../../../contracts/learner';
import { batchOf, bitsOf, declared, predictionsOf, problemOf, stream, take, twoBatches } from './small-problem';

const TASKS = ['binary', 'multiclass', 'regression'] as const;
const OPTIMIZERS = ['adam', 'sgd'] as const;
const CASES = TASKS.flatMap((task) => OPTIMIZERS.map((optimizer) => ({ task, optimizer })));

/**
 * Predictions for the first batch after learning first, second, first, second, from weights sin(1)/2, sin(2)/2, …
 * Computed with JAX 0.10.2 in double precision (jax.grad of the weighted mean loss plus 0.01 x the kernels' squares;
 * the statistics taken anew over all rows so far) and optax 0.2.8 (adam with eps 1e-7, sgd; rate 0.05).
 */
const REFERENCE = {
  'binary adam': [0.49632833, 0.47220414, 0.43514675, 0.49598852, 0.5226349],
  'binary sgd': [0.56352502, 0.62744149, 0.61917537, 0.54658357, 0.54969609],
  'multiclass adam': [
    0.29847846, 0.38130518, 0.32021636, 0.51901675, 0.37362959, 0.10735366, 0.54012237, 0.40009758, 0.059780057,
    0.22625728, 0.3772006, 0.39654212, 0.182345, 0.29269586, 0.52495914,
  ],
  'multiclass sgd': [
    0.34214849, 0.32910728, 0.32874423, 0.41548078, 0.32017092, 0.2643483, 0.48784261, 0.32243138, 0.18972601,
    0.33587645, 0.33387035, 0.3302532, 0.31346797, 0.32897702, 0.35755501,
  ],
  'regression adam': [85.207645, 82.830065, 79.56984, 86.235165, 79.722723],
  'regression sgd': [91.472878, 95.708405, 93.832418, 90.989353, 91.158246],
} as const;

export function neuralSuite(preferred: BackendKind): void {
  let backend: TfBackend;
  let factory: NeuralFactory;

  beforeAll(async () => {
    backend = await openTfBackend({ preferred });
    factory = createNeuralFactory(backend);
  });

  for (const optimizer of OPTIMIZERS) {
    const declaration = declared({ optimizer });
    learnerContract(
      `neural with ${optimizer} on ${preferred}`,
      (problem) => factory.create(declaration, problem),
      (problem, state) => factory.load(declaration, problem, state),
      { tasks: TASKS, oneByOne: false, weightsRepeat: false },
    );
  }

  const asGiven = declared({ standardise: false });
  learnerContract(
    `neural on features as given on ${preferred}`,
    (problem) => factory.create(asGiven, problem),
    (problem, state) => factory.load(asGiven, problem, state),
    { tasks: ['multiclass'], oneByOne: false, weightsRepeat: false },
  );

  it.each(CASES)(
    '$task with $optimizer predicts what JAX and optax predict after four steps',
    ({ task, optimizer }) => {
      const [declaration, problem] = [declared({ optimizer }), problemOf(task)];
      const state = factory.create(declaration, problem).save();
      const weights = Float32Array.from(state.arrays.weights!, (_, at) => Math.sin(at + 1) / 2);
      const learner = factory.load(declaration, problem, { ...state, arrays: { ...state.arrays, weights } });
      const [first, second] = twoBatches(task);
      for (const batch of [first, second, first, second]) learner.learn(batch);
      const scale = task === 'regression' ? 100 : 1;
      const predicted = predictionsOf(learner, first, problem.outputs);
      predicted.forEach((p, at) => {
        expect(p / scale).toBeCloseTo(REFERENCE[`${task} ${optimizer}`][at]! / scale, 5);
      });
      expect(predicted).toHaveLength(REFERENCE[`${task} ${optimizer}`].length);
    },
  );

  it('starts from the same bits on every backend', () => {
    const { weights } = factory
      .create(declared({ layers: [64, 32], inputBits: 9 }), problemOf('binary', { hashBits: 18 }))
      .save().arrays;
    const hash = createHash('sha256').update(new Uint8Array(weights!.buffer)).digest('hex');
    expect(hash).toBe(INITIAL_WEIGHTS);
  });

  it('no tensor outlives a call', () => {
    const learner = factory.create(declared(), problemOf('multiclass'));
    const before = backend.tf.memory().numTensors;
    for (const batch of take(stream('multiclass', 8), 50)) {
      predictionsOf(learner, batch, 3);
      learner.learn(batch);
    }
    expect(backend.tf.memory().numTensors).toBe(before);
  });

  it('an empty batch and a batch without weight change nothing', () => {
    const learner = factory.create(declared(), problemOf('regression'));
    const [batch, other] = take(stream('regression', 9), 2);
    learner.learn(batch!);
    const before = bitsOf(learner.save());
    learner.learn(batchOf({ numeric: [], slots: [], label: [], weight: [] }));
    learner.learn({ ...other!, weight: new Float64Array(other!.count) });
    expect(bitsOf(learner.save())).toEqual(before);
    expect(predictionsOf(learner, batchOf({ numeric: [], slots: [], label: [], weight: [] }))).toEqual([]);
  });

  it('an example of weight 0 beside others counts for nothing', () => {
    const [first] = twoBatches('regression');
    const weightless = { ...first, weight: Float64Array.from([0, 2, 1, 1, 0]) };
    const without = [1, 2, 3];
    const rows = (array: Float64Array | Int32Array, width: number) =>
      without.map((row) => [...array.subarray(row * width, (row + 1) * width)]);
    const [kept, all] = [declared(), declared()].map((declaration) =>
      factory.create(declaration, problemOf('regression')),
    );
    all!.learn(weightless);
    kept!.learn(
      batchOf({
        numeric: rows(first.numeric, 2),
        slots: rows(first.hashed, 3),
        label: rows(first.label, 1).flat(),
        weight: [2, 1, 1],
      }),
    );
    const answers = predictionsOf(kept!, first);
    predictionsOf(all!, first).forEach((answer, at) => {
      expect(answer / 100).toBeCloseTo(answers[at]! / 100, 6);
    });
  });

  it('answers are finite, and probabilities, for any finite input and an absurd learning rate', () => {
    const value = fc.oneof(
      fc.double({ min: -1e100, max: 1e100, noDefaultInfinity: true }),
      fc.constantFrom(0, 1e100, -1e100, 5e-324, Number.NaN),
    );
    const row = fc.record({
      numeric: fc.tuple(value, value),
      slots: fc.tuple(fc.nat(15), fc.nat(15), fc.nat(15)),
      target: fc.double({ min: -1e100, max: 1e100, noNaN: true }),
      weight: fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
    });
    const batches = fc.array(fc.array(row, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    const settings = fc.record({
      task: fc.constantFrom(...TASKS),
      optimizer: fc.constantFrom(...OPTIMIZERS),
      learningRate: fc.constantFrom(1e-3, 1, 1e6),
      layers: fc.constantFrom([], [3], [4, 4, 4, 4, 4, 4]),
      inputs: fc.constantFrom({}, { standardise: false } as const),
    });
    fc.assert(
      fc.property(batches, settings, (rows, { task, inputs, ...overrides }) => {
        const problem = problemOf(task);
        const learner = factory.create(declared({ ...overrides, ...inputs }), problem);
        for (const examples of rows) {
          const batch = batchOf({
            numeric: examples.map((example) => example.numeric),
            slots: examples.map((example) => example.slots),
            label: examples.map(({ target }, at) => (task === 'regression' ? target : at % problem.outputs)),
            weight: examples.map((example) => example.weight),
          });
          learner.learn(batch);
          const answers = predictionsOf(learner, batch, problem.outputs);
          for (const answer of answers) {
            expect(Number.isFinite(answer)).toBe(true);
            if (task !== 'regression') expect(Math.abs(answer - 0.5)).toBeLessThanOrEqual(0.5);
          }
        }
      }),
      { seed: 20, numRuns: 150 },
    );
  });
}

/** SHA-256 of the weights of 516-64-32-1, seed 11, as little-endian float32; computed with numpy by the formulas alone. */
const INITIAL_WEIGHTS = '7b45b8f6e216634f6f99c4990a7a08d0a6521cd6d90c878e462aa7f1a1ff7e30';
