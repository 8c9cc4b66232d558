import { openTfBackend } from '../../../../functions/adapters/tfjs/backend';
import { addPenalty, limitingFactor } from '../../../../functions/adapters/tfjs/gradient';
import { createWeightStep } from '../../../../functions/adapters/tfjs/weight-step';

describe('a step', () => {
  it('of SGD is rate x factor x gradient', () => {
    const weights = Float32Array.of(1, -2);
    createWeightStep({ optimizer: 'sgd', learningRate: 0.5 }, []).take(weights, Float32Array.of(2, 4), 0.25, 1);
    expect([...weights]).toEqual([0.75, -2.5]);
  });

  it('of Adam is the rate in the sign of the first gradient, however large', () => {
    // By hand: m / (1 - 0.9) = g and v / (1 - 0.999) = g², so the step is rate x g / (|g| + 1e-7).
    const weights = Float32Array.of(0, 0, 0);
    const slots = [new Float32Array(3), new Float32Array(3)];
    createWeightStep({ optimizer: 'adam', learningRate: 0.1 }, slots).take(weights, Float32Array.of(3, -1000, 0), 1, 1);
    expect(weights[0]).toBeCloseTo(-0.1, 7);
    expect(weights[1]).toBeCloseTo(0.1, 7);
    expect(weights[2]).toBe(0);
  });

  it('of Adam matches TF.js while it runs on', async () => {
    const { tf } = await openTfBackend({ preferred: 'cpu' });
    const gradients = [0.3, -1, 0.02, 4, -0.5, 0.7].map((g) => Float32Array.of(g, g * g, 1 - g));
    const weights = Float32Array.of(0.5, -0.5, 2);
    const ours = createWeightStep({ optimizer: 'adam', learningRate: 0.1 }, [new Float32Array(3), new Float32Array(3)]);
    const theirs = tf.train.adam(0.1, 0.9, 0.999, 1e-7);
    const variable = tf.variable(tf.tensor1d(weights.slice()), true, 'w');
    gradients.forEach((gradient, at) => {
      ours.take(weights, gradient, 1, at + 1);
      theirs.applyGradients([{ name: 'w', tensor: tf.tensor1d(gradient) }]);
      const expected = variable.dataSync();
      weights.forEach((weight, i) => {
        expect(weight).toBeCloseTo(expected[i]!, 5);
      });
    });
  });
});

describe('a gradient', () => {
  it('gets 2 x l2 x weight on kernels and nothing on biases', () => {
    const layers = [{ inputs: 1, units: 2, kernelAt: 0, biasAt: 2 }];
    const gradient = Float32Array.of(1, 1, 1, 1);
    addPenalty(gradient, Float32Array.of(2, -4, 8, 8), layers, 0.25);
    expect([...gradient]).toEqual([2, -1, 1, 1]);
  });

  it('is left alone up to length 10, and shortened to it beyond', () => {
    expect(limitingFactor(Float32Array.of(6, -8))).toBe(1);
    expect(limitingFactor(Float32Array.of(30, 40))).toBe(0.2);
    expect(limitingFactor(Float32Array.of(3e38, 0))! * 3e38).toBeCloseTo(10, 5);
  });

  it('gives no direction when a part of it is not a finite number', () => {
    expect(limitingFactor(Float32Array.of(1, Number.NaN))).toBeUndefined();
    expect(limitingFactor(Float32Array.of(1, Number.POSITIVE_INFINITY))).toBeUndefined();
  });
});
