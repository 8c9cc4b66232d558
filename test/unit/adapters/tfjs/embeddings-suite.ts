/** What embeddings promise on every backend. Called once per test file: a process has one backend. */
import { type BackendKind, openTfBackend, type TfBackend } from '../../../../functions/adapters/tfjs/backend';
import { Embeddings } from '../../../../functions/adapters/tfjs/embeddings';
import { initialWeights } from '../../../../functions/adapters/tfjs/initial-weights';
import { inputRows } from '../../../../functions/adapters/tfjs/input-rows';
import { Network } from '../../../../functions/adapters/tfjs/network';
import { networkShape } from '../../../../functions/adapters/tfjs/network-shape';
import { createNeuralFactory } from '../../../../functions/adapters/tfjs/neural-factory';
import { createOutput } from '../../../../functions/adapters/tfjs/output';
import { forgettingOf } from '../../../../functions/contracts/learners/forgetting';
import { StandardScaler } from '../../../../functions/domain/features/standard-scaler';
import type { NeuralFactory } from '../../../../functions/domain/learners/create';
import { learnerContract } from '../../../contracts/learner';
import { batchOf, declared, problemOf, twoBatches } from './small-problem';

const TASKS = ['binary', 'multiclass', 'regression'] as const;
const embeddings = { size: 3, learningRate: 0.05 };
const WITH_REPLAY = { embeddings, forgetting: forgettingOf({ method: 'derpp', size: 12, batch: 5 }) };

export function embeddingsSuite(preferred: BackendKind): void {
  let backend: TfBackend;
  let factory: NeuralFactory;
  beforeAll(async () => {
    backend = await openTfBackend({ preferred });
    factory = createNeuralFactory(backend);
  });

  // The replayed rows join those of the batch whatever the task is; and so do the products of another backend than the one that serves.
  const cases = [
    { name: 'embeddings', settings: { embeddings }, tasks: preferred === 'wasm' ? TASKS : (['binary'] as const) },
    { name: 'embeddings and derpp', settings: WITH_REPLAY, tasks: ['multiclass'] as const },
  ];
  for (const { name, settings, tasks } of cases) {
    learnerContract(
      `neural with ${name} on ${preferred}`,
      (problem) => factory.create(declared(settings), problem),
      (problem, state) => factory.load(declared(settings), problem, state),
      { tasks, oneByOne: false, weightsRepeat: false },
    );
  }

  it('the gradient in the vectors is the slope of the loss, by central differences', () => {
    const problem = problemOf('multiclass');
    const shape = networkShape(declared({ embeddings }), problem);
    const network = new Network(backend.tf, shape, problem.outputs);
    const weights = initialWeights(shape, 3);
    const output = createOutput(problem, StandardScaler.create(0));
    const [batch] = twoBatches('multiclass');
    const scaler = StandardScaler.create(2);
    // Far enough from 0 that no unit switches within the step.
    const vectors = new Embeddings(
      3,
      1,
      Float32Array.from({ length: shape.embedded }, (_, at) => Math.sin(at + 1)),
      new Float32Array(shape.embedded),
    );
    const rows = inputRows(batch, scaler, shape, vectors);
    const { inEmbedded } = network.gradients(rows, weights, (sums) => output.deltas(sums, batch, 6));
    const loss = (value: Float64Array) => {
      const chances = new Float64Array(batch.count * 3);
      network.forward({ ...rows, value }, weights, (sums) => output.predictions(sums, batch.count, chances));
      return batch.label.reduce(
        (sum, label, at) => sum - (batch.weight[at]! / 6) * Math.log(chances[3 * at + label]!),
        0,
      );
    };
    for (let i = 0; i < batch.count; i++) {
      for (let entry = i * rows.entries; entry < i * rows.entries + 6; entry++) {
        const shifted = (by: number) => loss(rows.value.map((value, at) => (at === entry ? value + by : value)));
        expect((shifted(0.001) - shifted(-0.001)) / 0.002).toBeCloseTo(inEmbedded[entry]!, 3);
      }
    }
  });

  it('moves the vectors of categories that occurred, and no others', () => {
    const learner = factory.create(declared({ embeddings, inputBits: 4 }), problemOf('binary'));
    const before = learner.save().arrays.embeddings!;
    learner.learn(
      batchOf({
        numeric: [
          [1, 2],
          [2, 1],
        ],
        slots: [
          [3, 9, 0],
          [3, 2, 0],
        ],
        label: [1, 0],
        weight: [1, 2],
      }),
    );
    const after = learner.save().arrays.embeddings!;
    const moved = new Set<number>();
    for (const [at, value] of after.entries()) if (value !== before[at]) moved.add(Math.floor(at / 3));
    // Each feature has a table of its own, of 16 vectors.
    expect([...moved]).toEqual([3, 16 + 2, 16 + 9]);
  });

  it('AdaGrad: a first gradient moves by the rate, a second and equal one by the rate over √2; gradients of a batch are summed', () => {
    const own = new Embeddings(1, 0.5, Float32Array.of(1, 1), new Float32Array(2));
    const rows = { count: 2, entries: 1, kernelRow: new Int32Array(2), value: new Float64Array(2), block: undefined };
    const both = { ...rows, vectorAt: Int32Array.of(1, 1) };
    own.learn(both, Float64Array.of(1.5, 0.5), 1);
    expect([...own.vectors]).toEqual([1, 0.5]);
    expect([...own.squares]).toEqual([0, 4]);
    own.learn(both, Float64Array.of(3, 1), 0.5);
    expect(own.vectors[1]).toBeCloseTo(0.5 - 0.5 / Math.SQRT2, 6);
  });

  it('refuses a state without embeddings, with, or of another size', () => {
    const problem = problemOf('binary');
    const [plain, embedded] = [declared(), declared({ embeddings })];
    const stateOf = (declaration: typeof plain) => factory.create(declaration, problem).save();
    expect(() => factory.load(plain, problem, stateOf(embedded))).toThrow(/has embeddings and none are declared/);
    expect(() => factory.load(embedded, problem, stateOf(plain))).toThrow(/embeddingSize \(none\) and 3/);
    const larger = declared({ embeddings: { ...embeddings, size: 4 } });
    expect(() => factory.load(larger, problem, stateOf(embedded))).toThrow(/embeddingSize 3 and 4/);
  });
}
