import { openTfBackend, type TfBackend } from '../../../../functions/adapters/tfjs/backend';
import { initialWeights } from '../../../../functions/adapters/tfjs/initial-weights';
import { type InputRows, inputRows } from '../../../../functions/adapters/tfjs/input-rows';
import { joinedRows } from '../../../../functions/adapters/tfjs/loss-part';
import { Network } from '../../../../functions/adapters/tfjs/network';
import { networkShape } from '../../../../functions/adapters/tfjs/network-shape';
import { createNeuralFactory } from '../../../../functions/adapters/tfjs/neural-factory';
import { isWide } from '../../../../functions/adapters/tfjs/numeric-block';
import { createOutput } from '../../../../functions/adapters/tfjs/output';
import { forgettingOf } from '../../../../functions/contracts/learners/forgetting';
import { StandardScaler } from '../../../../functions/domain/features/standard-scaler';
import { prng, uniform } from '../../../../functions/domain/numeric/prng';
import { batchOf, bitsOf, declared, problemOf } from './small-problem';

const FEATURES = 40;
const problem = problemOf('multiclass', {
  numericCount: FEATURES,
  numericNames: Array.from({ length: FEATURES }, (_, at) => `n${at}`),
});
const output = createOutput(problem, StandardScaler.create(0));

/** Every seventh number of the first half of the rows is missing; the others miss none. */
function wideBatch(count: number, seed: number) {
  const random = prng(seed);
  const number = (row: number, at: number) =>
    2 * row < count && at % 7 === row % 7 ? Number.NaN : uniform(random) * (1 + at);
  return batchOf({
    numeric: Array.from({ length: count }, (_, row) => Array.from({ length: FEATURES }, (__, at) => number(row, at))),
    slots: Array.from({ length: count }, (_, row) => [row % 4, (row * 5) % 16, 0]),
    label: Array.from({ length: count }, (_, row) => row % 3),
    weight: Array.from({ length: count }, () => 1),
  });
}

describe.each([
  { name: 'with hidden layers', layers: [6, 5] },
  { name: 'without', layers: [] },
])('many numeric features, $name', ({ layers }) => {
  const shape = networkShape(declared({ layers }), problem);
  const weights = initialWeights(shape, 3);
  const batch = wideBatch(8, 1);
  const scaler = StandardScaler.create(FEATURES);
  for (let row = 0; row < batch.count; row++) scaler.learnRow(batch.numeric, row * FEATURES, 1);
  const rows = inputRows(batch, scaler, shape);
  let backend: TfBackend;
  let network: Network;
  beforeAll(async () => {
    backend = await openTfBackend({ preferred: 'wasm' });
    network = new Network(backend.tf, shape, problem.outputs);
  });

  /** The same batch with each number as an entry of its own, as few are. */
  const entries = (): InputRows => {
    const { units } = shape.layers[0];
    const width = 2 + FEATURES;
    const asEntries = { kernelRow: new Int32Array(width * batch.count), value: new Float64Array(width * batch.count) };
    for (let row = 0; row < batch.count; row++) {
      asEntries.kernelRow.set(rows.kernelRow.subarray(2 * row, 2 * row + 2), width * row);
      asEntries.value.fill(1, width * row, width * row + 2);
      for (let at = 0; at < FEATURES; at++) {
        const scaled = scaler.scale(at, batch.numeric[row * FEATURES + at]!);
        const input = shape.categoricalInputs + at + (Number.isNaN(scaled) ? FEATURES : 0);
        asEntries.kernelRow[width * row + 2 + at] = input * units;
        asEntries.value[width * row + 2 + at] = Number.isNaN(scaled) ? 1 : scaled;
      }
    }
    return { count: batch.count, entries: width, ...asEntries, vectorAt: new Int32Array(0), block: undefined };
  };
  const deltasOf = (sums: Float32Array) => output.deltas(sums, batch, batch.count);
  const sumsOf = (of: InputRows): number[] => {
    let taken: number[] = [];
    network.forward(of, weights, (sums) => {
      taken = [...sums];
    });
    return taken;
  };
  const expectClose = (found: ArrayLike<number>, wanted: ArrayLike<number>) => {
    expect(found).toHaveLength(wanted.length);
    for (let at = 0; at < wanted.length; at++) expect(found[at]).toBeCloseTo(wanted[at]!, 5);
  };

  it('answer what they answer one by one', () => {
    expect(rows.block?.missing).toBeDefined();
    expect(rows.entries).toBe(2);
    expectClose(sumsOf(rows), sumsOf(entries()));
  });

  it('have the same gradient, and the same squares of gradients', () => {
    expectClose(network.gradient(rows, weights, deltasOf), network.gradient(entries(), weights, deltasOf));
    expectClose(
      network.squaredGradients(rows, weights, deltasOf),
      network.squaredGradients(entries(), weights, deltasOf),
    );
  });

  it('leave no tensor behind', () => {
    const before = backend.tf.memory().numTensors;
    network.squaredGradients(rows, weights, deltasOf);
    expect(backend.tf.memory().numTensors).toBe(before);
  });

  it('are part of a state that goes on to the bit, memory included', () => {
    const declaration = declared({ layers, forgetting: forgettingOf({ method: 'derpp', size: 6, batch: 4 }) });
    const factory = createNeuralFactory(backend);
    const whole = factory.create(declaration, problem);
    for (const seed of [4, 5, 6]) whole.learn(wideBatch(5, seed));
    const stopped = factory.create(declaration, problem);
    stopped.learn(wideBatch(5, 4));
    const resumed = factory.load(declaration, problem, stopped.save());
    for (const seed of [5, 6]) resumed.learn(wideBatch(5, seed));
    expect(bitsOf(resumed.save())).toEqual(bitsOf(whole.save()));
  });

  it('are joined with those of other parts, whichever of them miss something', () => {
    const whole = wideBatch(3, 2);
    whole.numeric.forEach((value, at) => {
      if (Number.isNaN(value)) whole.numeric[at] = at;
    });
    const others = inputRows(whole, scaler, shape);
    expect(others.block?.missing).toBeUndefined();
    const parts = [...sumsOf(others), ...sumsOf(rows), ...sumsOf(others)];
    expectClose(sumsOf(joinedRows([others, rows, others])), parts);
    expect(joinedRows([others, others]).block?.missing).toBeUndefined();
  });
});

it('few numeric features stay entries', () => {
  expect([2, 31, 32, 784].map(isWide)).toEqual([false, false, true, true]);
});
