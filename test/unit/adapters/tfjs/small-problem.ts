/** A small network, two micro-batches and a stream, for the tests of the neural learner. */
import type { NeuralLearnerDeclaration } from '../../../../functions/contracts/learners/neural';
import type { LabelledBatch } from '../../../../functions/domain/features/batch';
import type { Learner, LearnerState, Problem } from '../../../../functions/domain/learners/learner';
import { type Prng, prng, uniform } from '../../../../functions/domain/numeric/prng';

export const declared = (overrides: Partial<NeuralLearnerDeclaration> = {}): NeuralLearnerDeclaration => ({
  kind: 'neural',
  name: 'neural',
  untilMs: null,
  layers: [6, 5],
  optimizer: 'adam',
  learningRate: 0.05,
  l2: 0.01,
  inputBits: 2,
  ...overrides,
});

export const problemOf = (task: Problem['task'], overrides: Partial<Problem> = {}): Problem => ({
  task,
  outputs: task === 'multiclass' ? 3 : 1,
  numericCount: 2,
  numericNames: ['n0', 'n1'],
  categoricalNames: ['c0', 'c1'],
  categoricalCount: 2,
  hashedCount: 3,
  hashBits: 4,
  seed: 11,
  ...overrides,
});

interface Rows {
  readonly numeric: readonly (readonly number[])[];
  readonly slots: readonly (readonly number[])[];
  readonly label: readonly number[];
  readonly weight: readonly number[];
}

export function batchOf({ numeric, slots, label, weight }: Rows): LabelledBatch {
  return {
    count: slots.length,
    numericCount: numeric[0]?.length ?? 0,
    numeric: Float64Array.from(numeric.flat()),
    hashedCount: slots[0]?.length ?? 0,
    categoricalCount: (slots[0]?.length ?? 1) - 1,
    hashed: Int32Array.from(slots.flat()),
    identity: Uint32Array.from(slots.flatMap((own) => own.slice(0, -1).flatMap((slot) => [slot, 0]))),
    label: Float64Array.from(label),
    weight: Float64Array.from(weight),
    completedAtMs: new Float64Array(slots.length),
  };
}

const TARGETS = {
  binary: [
    [1, 0, 0, 1, 1],
    [0, 1, 0],
  ],
  multiclass: [
    [2, 0, 1, 1, 2],
    [0, 2, 1],
  ],
  regression: [
    [120, 80, 95, 101, 60],
    [70, 130, 88],
  ],
} as const;

/** The last slot of each row is a cross. */
export const twoBatches = (task: Problem['task']): readonly [LabelledBatch, LabelledBatch] => [
  batchOf({
    numeric: [
      [1, 10],
      [2, Number.NaN],
      [4, 30],
      [0.5, 20],
      [Number.NaN, -5],
    ],
    slots: [
      [3, 9, 1],
      [7, 3, 2],
      [0, 15, 3],
      [12, 1, 4],
      [5, 5, 5],
    ],
    label: TARGETS[task][0],
    weight: [1, 2, 0.5, 1, 1.5],
  }),
  batchOf({
    numeric: [
      [3, 12],
      [-2, 8],
      [1.5, Number.NaN],
    ],
    slots: [
      [2, 6, 6],
      [15, 0, 7],
      [8, 11, 8],
    ],
    label: TARGETS[task][1],
    weight: [1, 1, 3],
  }),
];

/** Batches of `size` with a label that depends on the features, without end. */
export function* stream(task: Problem['task'], seed: number, size = 24): Generator<LabelledBatch, never> {
  const random: Prng = prng(seed);
  const below = (limit: number) => Math.floor(uniform(random) * limit);
  for (;;) {
    const rows = Array.from({ length: size }, () => {
      const numeric = [uniform(random) * 6 - 3, below(10) === 0 ? Number.NaN : uniform(random) * 100];
      const slots = [below(16), below(16), below(16)];
      const score = numeric[0]! + (slots[0]! % 2) * 2 + uniform(random);
      return { numeric, slots, score, weight: 1 + below(3) };
    });
    yield batchOf({
      numeric: rows.map((row) => row.numeric),
      slots: rows.map((row) => row.slots),
      label: rows.map(({ score }) =>
        task === 'regression' ? 50 + 10 * score : task === 'binary' ? Number(score > 1.5) : below(3),
      ),
      weight: rows.map((row) => row.weight),
    });
  }
}

export function take<T>(source: Iterator<T, never>, count: number): T[] {
  return Array.from({ length: count }, () => source.next().value);
}

export function predictionsOf(learner: Learner, batch: LabelledBatch, outputs = 1): number[] {
  const out = new Float64Array(batch.count * outputs);
  learner.predict(batch, out);
  return [...out];
}

/** The bits of a state, for comparing: NaN equals NaN, -0 is not 0. */
export const bitsOf = ({ scalars, arrays }: LearnerState) => ({
  scalars,
  arrays: Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [
      name,
      Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('hex'),
    ]),
  ),
});
