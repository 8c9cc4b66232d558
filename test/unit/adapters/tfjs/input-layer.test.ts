import { addFirstLayerGradient, firstLayer } from '../../../../functions/adapters/tfjs/input-layer';

/** 3 inputs, 5 units (four at a time and one left over): kernel rows 1..5, 10..50, 100..500, bias -25. */
const layer = { inputs: 3, units: 5, kernelAt: 0, biasAt: 15 };
const weights = Float32Array.of(1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400, 500, -25, -25, -25, -25, -25);
/** The first example has input 0 twice, the second 1 x input 1 - 0.5 x input 2. */
const rows = {
  count: 2,
  entries: 2,
  kernelRow: Int32Array.of(0, 0, 5, 10),
  value: Float64Array.of(1, 1, 1, -0.5),
  vectorAt: new Int32Array(0),
  block: undefined,
};

describe('the first layer', () => {
  it('sums kernel rows times values, and the bias', () => {
    expect([...firstLayer(rows, weights, layer, false)]).toEqual([
      -23, -21, -19, -17, -15, -65, -105, -145, -185, -225,
    ]);
  });

  it('is a ReLU with its ceiling when layers follow', () => {
    const steep = { ...rows, value: Float64Array.of(10, 2, 1e6, -1) };
    // 12 x row 0 - 25; 1e6 x row 1 - row 2 - 25, all above 1e6.
    expect([...firstLayer(steep, weights, layer, true)]).toEqual([0, 0, 11, 23, 35, 1e6, 1e6, 1e6, 1e6, 1e6]);
  });

  it('adds each delta to the bias, and times the value to the rows that were on', () => {
    const gradient = new Float32Array(20).fill(1);
    addFirstLayerGradient(rows, Float32Array.of(1, 2, 3, 4, 5, 2, 4, 6, 8, 10), layer, gradient);
    expect([...gradient.subarray(0, 5)]).toEqual([3, 5, 7, 9, 11]);
    expect([...gradient.subarray(5, 10)]).toEqual([3, 5, 7, 9, 11]);
    expect([...gradient.subarray(10, 15)]).toEqual([0, -1, -2, -3, -4]);
    expect([...gradient.subarray(15)]).toEqual([4, 7, 10, 13, 16]);
  });
});
