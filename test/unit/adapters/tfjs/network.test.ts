import { openTfBackend } from '../../../../functions/adapters/tfjs/backend';
import { Consolidation } from '../../../../functions/adapters/tfjs/consolidation';
import { initialWeights } from '../../../../functions/adapters/tfjs/initial-weights';
import { inputRows } from '../../../../functions/adapters/tfjs/input-rows';
import { answersOf, distanceDeltas } from '../../../../functions/adapters/tfjs/kept-answers';
import { Network } from '../../../../functions/adapters/tfjs/network';
import { networkShape } from '../../../../functions/adapters/tfjs/network-shape';
import { createOutput } from '../../../../functions/adapters/tfjs/output';
import type { LabelledBatch } from '../../../../functions/domain/features/batch';
import { StandardScaler } from '../../../../functions/domain/features/standard-scaler';
import { batchOf, declared, problemOf, twoBatches } from './small-problem';

const problem = problemOf('multiclass');
const shape = networkShape(declared({ inputBits: 4 }), problem);
const output = createOutput(problem, StandardScaler.create(0));
const weights = initialWeights(shape, 3);
// Slots that no example has twice: what folds onto one input is summed without what it shares.
const [batch] = twoBatches('multiclass');
const alone = Array.from({ length: batch.count }, (_, at) => only(batch, at));

function only({ numeric, hashed, label }: LabelledBatch, at: number): LabelledBatch {
  const row = (array: Float64Array | Int32Array, width: number) => [...array.subarray(at * width, (at + 1) * width)];
  return batchOf({ numeric: [row(numeric, 2)], slots: [row(hashed, 3)], label: row(label, 1), weight: [1] });
}

describe('the gradients that consolidation and dark replay take', () => {
  let network: Network;
  beforeAll(async () => {
    network = new Network((await openTfBackend({ preferred: 'wasm' })).tf, shape, problem.outputs);
  });

  const scaler = StandardScaler.create(2);
  for (let at = 0; at < batch.count; at++) scaler.learnRow(batch.numeric, 2 * at, 1);
  const rowsOf = (examples: LabelledBatch) => inputRows(examples, scaler, shape);
  const gradientOf = (example: LabelledBatch) =>
    network.gradient(rowsOf(example), weights, (sums) => output.deltas(sums, example, 1));

  it('squared gradients are the sum of the squares of each example’s own', () => {
    const distinct = alone.filter(({ hashed }) => hashed[0] !== hashed[1]);
    expect(distinct).toHaveLength(4);
    const together = batchOf({
      numeric: distinct.map(({ numeric }) => [...numeric]),
      slots: distinct.map(({ hashed }) => [...hashed]),
      label: distinct.map(({ label }) => label[0]!),
      weight: [1, 1, 1, 1],
    });
    const squares = network.squaredGradients(rowsOf(together), weights, (sums) => output.deltas(sums, together, 1));
    const gradients = distinct.map(gradientOf);
    for (const [at, square] of squares.entries()) {
      expect(square).toBeCloseTo(
        gradients.reduce((sum, gradient) => sum + gradient[at]! ** 2, 0),
        5,
      );
    }
  });

  it('consolidation pulls with strength x mean squared gradient x distance, weighted, once it is due', () => {
    const against = Consolidation.create(
      { method: 'ewc', strength: 7, every: 2, decay: 0.5 },
      shape.parameters,
      output,
    );
    const distinct = alone.filter(({ hashed }) => hashed[0] !== hashed[1]);
    const [first, second] = [distinct[0]!, distinct[1]!];
    const take = (example: LabelledBatch, weight: number, at: Float32Array) => {
      const weighted = { ...example, weight: Float64Array.of(weight) };
      against.takeIn({
        batch: weighted,
        totalWeight: weight,
        sums: new Float32Array(3),
        weights: at,
        squaredGradients: (deltasOf) => network.squaredGradients(rowsOf(weighted), weights, deltasOf),
      });
    };
    const moved = weights.map((weight) => weight + 1);
    const penalty = (at: Float32Array) => {
      const gradient = new Float32Array(shape.parameters);
      against.addPenalty(gradient, at);
      return gradient;
    };
    take(first, 3, weights);
    take(second, 1, weights);
    expect(penalty(moved).every((pull) => pull === 0)).toBe(true);
    take(first, 1, weights);
    const [a, b] = [gradientOf(first), gradientOf(second)];
    const mean = a.map((g, at) => (3 * g * g + b[at]! * b[at]!) / 4);
    for (const [at, pull] of penalty(moved).entries()) expect(pull).toBeCloseTo(7 * mean[at]!, 4);
    take(second, 1, weights);
    take(second, 1, moved);
    const twice = weights.map((weight) => weight + 2);
    for (const [at, pull] of penalty(twice).entries()) {
      expect(pull).toBeCloseTo(7 * (0.5 * mean[at]! + (a[at]! ** 2 + b[at]! ** 2) / 2), 4);
    }
  });

  it('the distance to kept answers is the weighted mean of squares: 2 alpha (sum - answer) weight / total / outputs', () => {
    const answered = { ...batchOf({ numeric: [[1], [2]], slots: [[0], [0]], label: [0, 1], weight: [1, 3] }) };
    const answers = Float64Array.of(1, 0, -1, 2, 2, 2);
    const deltas = distanceDeltas(
      Float32Array.of(2, 0, -1, 2, 5, 1),
      { ...answered, answers },
      StandardScaler.create(0),
      0.5,
      4,
    );
    // By hand: (2 - 1) x 1/4 / 3, (5 - 2) x 3/4 / 3, (1 - 2) x 3/4 / 3.
    expect([...deltas].map((delta) => Number(delta.toFixed(6)))).toEqual([0.083333, 0, 0, 0, 0.75, -0.25]);
  });

  it('a value that was answered keeps its unit while the target’s statistics move', () => {
    const target = StandardScaler.create(1);
    for (const value of [90, 110]) target.learn(0, value, 1);
    const answers = answersOf(Float32Array.of(2), target);
    expect([...answers]).toEqual([120]);
    for (const value of [80, 120, 80, 120, 80, 120]) target.learn(0, value, 1);
    const one = { ...batchOf({ numeric: [[1]], slots: [[0]], label: [0], weight: [1] }), answers };
    const sum = Math.fround(target.scale(0, 120));
    expect(distanceDeltas(Float32Array.of(sum), one, target, 1, 1)[0]).toBeCloseTo(0, 6);
  });

  it('keeps no answer that is not finite', () => {
    const sums = Float32Array.of(Number.POSITIVE_INFINITY, Number.NaN, -1e30);
    expect([...answersOf(sums, StandardScaler.create(0))]).toEqual([1e6, 0, -1e6]);
  });
});
