/** When members of a forest or of patches are renewed, and whose votes count how much. */
import type { FeatureBatch, LabelledBatch } from '../../../../../functions/domain/features/batch';
import { createRenewed, loadRenewed } from '../../../../../functions/domain/learners/ensembles/renewed-ensemble';
import { OneByOne } from '../../../../../functions/domain/learners/one-by-one';
import { batchOf, problemFor } from '../../../../contracts/learner-batches';

/** Repeats the last label that it has learned; at first says what it is told to. */
class Parrot extends OneByOne {
  readonly kind = 'parrot';
  protected readonly outputs = 1;

  constructor(
    private answer: number,
    private readonly learns: boolean,
  ) {
    super();
  }

  predictExample(_batch: FeatureBatch, _example: number, out: Float64Array, at: number): void {
    out[at] = this.answer;
  }

  learnExample(batch: LabelledBatch, example: number): void {
    if (this.learns) this.answer = batch.label[example]!;
  }

  save() {
    return { kind: this.kind, format: 1, scalars: { answer: this.answer }, arrays: {} };
  }
}

const problem = problemFor('binary');
const settings = {
  kind: 'streamingRandomPatches',
  models: 2,
  poissonMean: 6,
  warningDelta: 0.01,
  driftDelta: 0.001,
} as const;

const labelled = (labels: readonly number[]) =>
  batchOf(
    problem,
    labels.map((label) => ({ hashed: [0, 0, 0], numeric: [0, 0], label, weight: 1, completedAtMs: 0 })),
  );
const many = (label: number, count: number): number[] => Array.from({ length: count }, () => label);

function ensembleOf(answers: readonly number[], learns: boolean) {
  let made = 0;
  const ensemble = createRenewed(settings, problem, () => new Parrot(answers[made++]!, learns));
  const predicted = (): number => {
    const out = new Float64Array(1);
    ensemble.predict(labelled([0]), out);
    return out[0]!;
  };
  return { ensemble, predicted, made: () => made };
}

it('while errors stay as they are, or fall, nobody is renewed', () => {
  const { ensemble, made } = ensembleOf([1, 1, 0, 0, 0, 0], false);
  ensemble.learn(labelled(many(1, 2000)));
  ensemble.learn(labelled([]));
  expect(made()).toBe(2);
  const falling = ensembleOf([1, 1, 0, 0, 0, 0], false);
  falling.ensemble.learn(labelled([...many(0, 500), ...many(1, 500)]));
  expect(falling.made()).toBe(2);
});

it('members whose errors rise are replaced, each by one', () => {
  const { ensemble, predicted, made } = ensembleOf([1, 1, 0, 0], false);
  ensemble.learn(labelled(many(1, 1000)));
  expect(predicted()).toBe(1);
  ensemble.learn(labelled(many(0, 200)));
  expect(predicted()).toBe(0);
  expect(made()).toBe(4);
});

it('an error is what was predicted before the example was learned', () => {
  // A parrot is right about whatever it has just learned, and wrong about every label of a row that alternates.
  const { ensemble, made } = ensembleOf([1, 1, 0, 0, 0, 0, 0, 0], true);
  ensemble.learn(labelled(many(1, 1000)));
  ensemble.learn(labelled(Array.from({ length: 200 }, (_, at) => at % 2)));
  expect(made()).toBeGreaterThanOrEqual(4);
});

it('by hand: votes count by how often each was right, and one that never was as one that always was', () => {
  const { ensemble, predicted } = ensembleOf([0.9, 0.2], false);
  expect(predicted()).toBeCloseTo((0.9 + 0.2) / 2, 12);
  ensemble.learn(labelled([1, 1, 1, 0]));
  expect(predicted()).toBeCloseTo((0.75 * 0.9 + 0.25 * 0.2) / (0.75 + 0.25), 12);
  const never = ensembleOf([0.9, 0.2], false);
  never.ensemble.learn(labelled([1, 1]));
  expect(never.predicted()).toBeCloseTo((0.9 + 0.2) / 2, 12);
});

it('refuses a state of another number of members, naming both', () => {
  const state = ensembleOf([1, 0], false).ensemble.save();
  const more = { ...settings, models: 3 };
  expect(() => loadRenewed(more, problem, () => new Parrot(1, false), state)).toThrow(/models 2 and 3 is declared/);
});
