/** What the mixture promises: its loss is hardly more than that of the best expert, or of the best one at each time. */
import fc from 'fast-check';
import type { FeatureBatch, LabelledBatch } from '../../functions/domain/features/batch';
import { createMixture } from '../../functions/domain/learners/ensembles/mixture';
import type { LearnerState, Problem } from '../../functions/domain/learners/learner';
import { OneByOne } from '../../functions/domain/learners/one-by-one';
import { batchOf, problemFor } from '../contracts/learner-batches';

/** Answers with one of an example's own numbers: what it says is chosen by the test. */
class Told extends OneByOne {
  readonly kind = 'told';
  protected readonly outputs = 1;

  constructor(private readonly column: number) {
    super();
  }

  predictExample(batch: FeatureBatch, example: number, out: Float64Array, at: number): void {
    out[at] = batch.numeric[example * batch.numericCount + this.column]!;
  }

  learnExample(): void {}

  save(): LearnerState {
    return { kind: this.kind, format: 1, scalars: {}, arrays: {} };
  }
}

const EXPERTS = 2;
const problem: Problem = problemFor('binary');

interface Round {
  readonly probabilities: readonly [number, number];
  readonly label: number;
}

const lossOf = (probability: number, label: number): number => -Math.log(label === 1 ? probability : 1 - probability);

/** Test-then-train; the mixture's total loss and each expert's. */
function losses(rounds: readonly Round[], share: number) {
  const mixture = createMixture({ share }, problem, [() => new Told(0), () => new Told(1)]);
  const out = new Float64Array(1);
  const experts = [0, 0];
  let total = 0;
  for (const { probabilities, label } of rounds) {
    const batch: LabelledBatch = batchOf(problem, [
      { hashed: [0, 0, 0], numeric: probabilities, label, weight: 1, completedAtMs: 0 },
    ]);
    mixture.predict(batch, out);
    total += lossOf(out[0]!, label);
    for (let expert = 0; expert < EXPERTS; expert++) experts[expert]! += lossOf(probabilities[expert]!, label);
    mixture.learn(batch);
  }
  return { total, experts };
}

const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const round = fc.record({ probabilities: fc.tuple(probability, probability), label: fc.nat(1) });
const rounds = fc.array(round, { maxLength: 200 });

it('without share, at most ln(experts) worse than the best expert, on any stream', () => {
  // Cesa-Bianchi and Lugosi 2006, section 3.3: log loss is exp-concave with rate 1.
  fc.assert(
    fc.property(rounds, (stream) => {
      const { total, experts } = losses(stream, 0);
      expect(total).toBeLessThanOrEqual(Math.min(...experts) + Math.log(EXPERTS) + 1e-9);
    }),
    { seed: 5, numRuns: 150 },
  );
});

it('with a share, within the bound of the best sequence of experts with one change', () => {
  // Herbster and Warmuth 1998, for k changes: ln N + k ln(N - 1) + k ln(1/s) + (n - 1 - k) ln(1/(1 - s)).
  const share = 0.02;
  fc.assert(
    fc.property(rounds, rounds, (first, second) => {
      fc.pre(first.length > 0 && second.length > 0);
      const before = losses(first, share).experts;
      const after = losses(second, share).experts;
      const { total } = losses([...first, ...second], share);
      const best = Math.min(before[0]! + after[1]!, before[1]! + after[0]!);
      const length = first.length + second.length;
      const regret = Math.log(EXPERTS) + Math.log(1 / share) + (length - 2) * Math.log(1 / (1 - share));
      expect(total).toBeLessThanOrEqual(best + regret + 1e-9);
    }),
    { seed: 6, numRuns: 150 },
  );
});

it('by hand: experts that gave 0.8 and 0.4 to what happened weigh 2/3 and 1/3', () => {
  const mixture = createMixture({ share: 0 }, problem, [() => new Told(0), () => new Told(1)]);
  const batch = batchOf(problem, [{ hashed: [0, 0, 0], numeric: [0.8, 0.4], label: 1, weight: 1, completedAtMs: 0 }]);
  const out = new Float64Array(1);
  mixture.predict(batch, out);
  expect(out[0]).toBeCloseTo(0.6, 12);
  mixture.learn(batch);
  mixture.predict(batch, out);
  expect(out[0]).toBeCloseTo((2 / 3) * 0.8 + (1 / 3) * 0.4, 12);
});
