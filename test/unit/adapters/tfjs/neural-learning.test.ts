import { openTfBackend } from '../../../../functions/adapters/tfjs/backend';
import { createNeuralFactory } from '../../../../functions/adapters/tfjs/neural-factory';
import type { LabelledBatch } from '../../../../functions/domain/features/batch';
import type { NeuralFactory } from '../../../../functions/domain/learners/create';
import type { Problem } from '../../../../functions/domain/learners/learner';
import { type Prng, prng, uniform } from '../../../../functions/domain/numeric/prng';
import { batchOf, declared, predictionsOf, problemOf } from './small-problem';

/** Three colours and three shapes as slots 0-2 and 8-10, and one number from -1 to 1 or missing. */
function draw(random: Prng, label: (colour: number, shape: number, number: number) => number): LabelledBatch {
  const below = (limit: number) => Math.floor(uniform(random) * limit);
  const rows = Array.from({ length: 64 }, () => {
    const [colour, shape] = [below(3), below(3)];
    const number = below(4) === 0 ? Number.NaN : 2 * uniform(random) - 1;
    return { numeric: [number], slots: [colour, 8 + shape, 0], label: label(colour, shape, number) };
  });
  return batchOf({
    numeric: rows.map((row) => row.numeric),
    slots: rows.map((row) => row.slots),
    label: rows.map((row) => row.label),
    weight: rows.map(() => 1),
  });
}

describe('the neural learner learns what no sum over the features can say', () => {
  let factory: NeuralFactory;
  beforeAll(async () => {
    factory = createNeuralFactory(await openTfBackend({ preferred: 'wasm' }));
  });

  const learn = (task: Problem['task'], label: (colour: number, shape: number, number: number) => number) => {
    const problem = problemOf(task, { numericCount: 1 });
    const declaration = declared({ layers: [16, 8], learningRate: 0.02, l2: 0, inputBits: 4 });
    const learner = factory.create(declaration, problem);
    const random = prng(4);
    for (let i = 0; i < 150; i++) learner.learn(draw(random, label));
    const unseen = draw(random, label);
    return { unseen, answers: predictionsOf(learner, unseen, problem.outputs) };
  };

  it('binary: whether colour and shape are the same', () => {
    const { unseen, answers } = learn('binary', (colour, shape) => Number(colour === shape));
    for (const [at, label] of unseen.label.entries()) expect(Math.abs(answers[at]! - label)).toBeLessThan(0.1);
  });

  it('multiclass: colour plus shape, modulo 3', () => {
    const { unseen, answers } = learn('multiclass', (colour, shape) => (colour + shape) % 3);
    for (const [at, label] of unseen.label.entries()) expect(answers[3 * at + label]!).toBeGreaterThan(0.9);
  });

  it('regression: a slope that only one colour has, and a value of its own where the number is missing', () => {
    const value = (colour: number, _: number, number: number) =>
      Number.isNaN(number) ? 500 : colour === 0 ? 1000 + 100 * number : 1000;
    const { unseen, answers } = learn('regression', value);
    for (const [at, label] of unseen.label.entries()) expect(Math.abs(answers[at]! - label)).toBeLessThan(30);
  });
});
