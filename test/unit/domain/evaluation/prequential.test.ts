import fc from 'fast-check';
import { prequential, timelineOf } from '../../../../functions/domain/evaluation/prequential';
import type { FeatureBatch, LabelledBatch } from '../../../../functions/domain/features/batch';
import type { Learner } from '../../../../functions/domain/learners/learner';

interface Question {
  readonly predictedAtMs: number;
  readonly delayMs: number;
}

/** An example's only feature is its number, and its label says the same, so that a learner can tell which ones it was taught. */
const examplesOf = (questions: readonly Question[]): LabelledBatch => {
  const numbers = Float64Array.from(questions, (_, at) => at);
  return {
    count: questions.length,
    numericCount: 1,
    numeric: numbers,
    hashedCount: 0,
    categoricalCount: 0,
    hashed: new Int32Array(0),
    identity: new Uint32Array(0),
    label: numbers.slice(),
    weight: new Float64Array(questions.length).fill(1),
    completedAtMs: Float64Array.from(questions, ({ predictedAtMs, delayMs }) => predictedAtMs + delayMs),
  };
};

/** Keeps what it was taught, and what it knew when it was asked about each example. */
class Witness implements Learner {
  readonly kind = 'witness';
  readonly taught: number[] = [];
  readonly knewAt = new Map<number, readonly number[]>();

  predict(batch: FeatureBatch, out: Float64Array): void {
    for (let at = 0; at < batch.count; at++) {
      this.knewAt.set(batch.numeric[at]!, [...this.taught]);
      out[at] = batch.numeric[at]!;
    }
  }

  learn(batch: LabelledBatch): void {
    this.taught.push(...batch.label);
  }

  save(): never {
    throw new Error('nothing is saved here');
  }
}

const asked = (questions: readonly Question[]) => {
  const witness = new Witness();
  const predictedAtMs = Float64Array.from(questions, (question) => question.predictedAtMs);
  const result = prequential(witness, timelineOf({ examples: examplesOf(questions), predictedAtMs }), 1);
  return { witness, ...result };
};

it('by hand: a label that comes late is not known to the predictions made before it', () => {
  // Predicted at 0, 10, 20, 30; known at 25, 12, 20, 31.
  const { witness } = asked([
    { predictedAtMs: 0, delayMs: 25 },
    { predictedAtMs: 10, delayMs: 2 },
    { predictedAtMs: 20, delayMs: 0 },
    { predictedAtMs: 30, delayMs: 1 },
  ]);
  expect([...witness.knewAt]).toEqual([
    [0, []],
    [1, []],
    [2, [1]],
    [3, [1, 2, 0]],
  ]);
  expect(witness.taught).toEqual([1, 2, 0, 3]);
});

it('labels without delay give test-then-train', () => {
  const { witness } = asked(Array.from({ length: 5 }, (_, at) => ({ predictedAtMs: at, delayMs: 0 })));
  for (let at = 0; at < 5; at++) expect(witness.knewAt.get(at)).toEqual([0, 1, 2, 3, 4].slice(0, at));
});

it('whatever the delays: nothing from the future, nothing withheld, everything taught once and scored beside its own label', () => {
  const question = fc.record({ predictedAtMs: fc.nat(40), delayMs: fc.nat(30) });
  fc.assert(
    fc.property(fc.array(question, { maxLength: 40 }), (questions) => {
      const { witness, examples, predictions } = asked(questions);
      const knownAtMs = questions.map(({ predictedAtMs, delayMs }) => predictedAtMs + delayMs);
      for (const [at, knew] of witness.knewAt) {
        const nowMs = questions[at]!.predictedAtMs;
        expect(knew.every((other) => knownAtMs[other]! <= nowMs && other !== at)).toBe(true);
        const before = knownAtMs.flatMap((ms, other) => (ms < nowMs ? [other] : []));
        expect(before.every((other) => knew.includes(other))).toBe(true);
      }
      expect([...witness.taught].sort((a, b) => a - b)).toEqual(questions.map((_, at) => at));
      expect(witness.taught.map((at) => knownAtMs[at])).toEqual([...knownAtMs].sort((a, b) => a - b));
      expect([...predictions]).toEqual([...examples.label]);
    }),
    { seed: 7, numRuns: 200 },
  );
});
