import { inputRows } from '../../../../functions/adapters/tfjs/input-rows';
import { inputScale } from '../../../../functions/adapters/tfjs/input-scale';
import { networkShape } from '../../../../functions/adapters/tfjs/network-shape';
import { StandardScaler } from '../../../../functions/domain/features/standard-scaler';
import { batchOf, problemOf } from './small-problem';

describe('networkShape', () => {
  it('lays kernels and biases end to end: 4 folded and 2 x 2 numeric inputs, 6, 5, 1', () => {
    const { layers, parameters, foldedInputs } = networkShape({ layers: [6, 5], inputBits: 2 }, problemOf('binary'));
    expect(foldedInputs).toBe(4);
    expect(layers).toEqual([
      { inputs: 8, units: 6, kernelAt: 0, biasAt: 48 },
      { inputs: 6, units: 5, kernelAt: 54, biasAt: 84 },
      { inputs: 5, units: 1, kernelAt: 89, biasAt: 94 },
    ]);
    expect(parameters).toBe(95);
  });

  it('without hidden layers it is the linear model: inputs to outputs', () => {
    const { layers } = networkShape({ layers: [], inputBits: 2 }, problemOf('multiclass'));
    expect(layers).toEqual([{ inputs: 8, units: 3, kernelAt: 0, biasAt: 24 }]);
  });

  it('has no more folded inputs than slots, and none without categorical features', () => {
    expect(networkShape({ layers: [1], inputBits: 9 }, problemOf('binary')).foldedInputs).toBe(16);
    const numbersOnly = problemOf('binary', { categoricalCount: 0, hashedCount: 0 });
    expect(networkShape({ layers: [1], inputBits: 9 }, numbersOnly).layers[0].inputs).toBe(4);
  });
});

describe('inputRows', () => {
  const shape = networkShape({ layers: [10], inputBits: 2 }, problemOf('binary'));
  const batch = batchOf({
    numeric: [
      [4, Number.NaN],
      [-1, 7],
    ],
    slots: [
      [5, 14, 3],
      [9, 1, 2],
    ],
    label: [0, 1],
    weight: [1, 1],
  });
  const scaler = StandardScaler.create(2);
  // Mean 1 and deviation 3 for the first; a constant for the second.
  scaler.learnRow(Float64Array.from([-2, 7]), 0, 1);
  scaler.learnRow(Float64Array.from([4, 7]), 0, 1);

  it('keeps the low bits of each slot, leaves the crosses out, and swaps a missing number for its indicator', () => {
    const { count, entries, kernelRow, value } = inputRows(batch, scaler, shape);
    expect({ count, entries }).toEqual({ count: 2, entries: 4 });
    // 5 mod 4, 14 mod 4, the first number, the indicator of the second; 9 mod 4, 1 mod 4, both numbers. 10 units each.
    expect([...kernelRow]).toEqual([10, 20, 40, 70, 10, 10, 40, 50]);
    expect([...value]).toEqual([1, 1, 1, 1, 1, 1, -2 / 3, 0]);
  });

  it('without standardising, a number is itself, to 20', () => {
    const far = { ...batch, numeric: Float64Array.of(0.25, Number.NaN, -1e100, 21) };
    const { kernelRow, value } = inputRows(far, inputScale({ standardise: false }, scaler), shape);
    expect([...kernelRow]).toEqual([10, 20, 40, 70, 10, 10, 40, 50]);
    expect([...value]).toEqual([1, 1, 0.25, 1, 1, 1, -20, 20]);
  });
});
