/** Examples for the learners' contract: seeded ones that can be learned from, and arbitrary ones that try to break a learner. */
import fc from 'fast-check';
import { encodeContainer } from '../../functions/domain/checkpoint/container';
import { decodeCheckpoint, encodeCheckpoint } from '../../functions/domain/checkpoint/line-checkpoint';
import type { LabelledBatch } from '../../functions/domain/features/batch';
import type { LearnerState, Problem } from '../../functions/domain/learners/learner';

export interface Example {
  readonly hashed: readonly number[];
  readonly numeric: readonly number[];
  readonly label: number;
  readonly weight: number;
  readonly completedAtMs: number;
}

const HASH_BITS = 5;
const CLASSES = 3;

export const problemFor = (task: Problem['task']): Problem => ({
  task,
  outputs: task === 'multiclass' ? CLASSES : 1,
  numericCount: 2,
  numericNames: ['n0', 'n1'],
  categoricalNames: ['c0', 'c1'],
  categoricalCount: 2,
  hashedCount: 3,
  hashBits: HASH_BITS,
  seed: 42,
});

export function batchOf(problem: Problem, examples: readonly Example[]): LabelledBatch {
  const { numericCount, hashedCount, categoricalCount } = problem;
  return {
    count: examples.length,
    numericCount,
    numeric: Float64Array.from(examples.flatMap(({ numeric }) => numeric)),
    hashedCount,
    categoricalCount,
    hashed: Int32Array.from(examples.flatMap(({ hashed }) => hashed)),
    // A category of the contract's is its slot.
    identity: Uint32Array.from(
      examples.flatMap(({ hashed }) => hashed.slice(0, categoricalCount).flatMap((slot) => [slot, 0])),
    ),
    label: Float64Array.from(examples, ({ label }) => label),
    weight: Float64Array.from(examples, ({ weight }) => weight),
    completedAtMs: Float64Array.from(examples, ({ completedAtMs }) => completedAtMs),
  };
}

/** Labels that depend on the features, some values missing, weights 0.5 to 2, one label a second. */
export function examplesOf(problem: Problem, count: number, seed: number): Example[] {
  const chance = generator(seed);
  return Array.from({ length: count }, (_, at) => {
    const hashed = Array.from({ length: problem.hashedCount }, () => Math.floor(chance() * 2 ** HASH_BITS));
    const numeric = Array.from({ length: problem.numericCount }, () => (chance() < 0.1 ? Number.NaN : 10 * chance()));
    const signal = (hashed[0]! % 4) + (numeric[0]! > 5 ? 2 : 0) + chance();
    const label =
      problem.task === 'regression'
        ? 100 * signal
        : problem.task === 'binary'
          ? Number(signal > 3)
          : Math.floor(signal) % CLASSES;
    return { hashed, numeric, label, weight: [0.5, 1, 2][Math.floor(3 * chance())]!, completedAtMs: 1000 * at };
  });
}

/** Numerical Recipes' linear congruential generator: chance in a test needs no more. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What the parser lets through at its widest: values to ±1e100, weights to 1e9, NaN where missing, any slot. */
export const example = (problem: Problem): fc.Arbitrary<Example> => {
  const huge = fc.oneof(
    fc.double({ min: -1e100, max: 1e100, noNaN: true }),
    fc.constantFrom(-1e100, 0, 1e-300, 1, 1e100),
  );
  const label = { binary: fc.nat(1), multiclass: fc.nat(CLASSES - 1), regression: huge }[problem.task];
  return fc.record({
    hashed: fc.array(fc.nat(2 ** HASH_BITS - 1), { minLength: problem.hashedCount, maxLength: problem.hashedCount }),
    numeric: fc.array(fc.oneof(huge, fc.constant(Number.NaN)), {
      minLength: problem.numericCount,
      maxLength: problem.numericCount,
    }),
    label,
    completedAtMs: fc.nat(100_000),
    weight: fc.oneof(fc.constant(1), fc.double({ min: 1e-9, max: 1e9, noNaN: true })),
  });
};

export const stateBytes = ({ kind, format, scalars, arrays }: LearnerState): Uint8Array =>
  encodeContainer({ header: { kind, format, scalars }, arrays });

export const sameBits = (a: Uint8Array, b: Uint8Array): boolean => Buffer.from(a).equals(b);

/** The state as it comes back from a stored checkpoint. */
export const throughCheckpoint = (problem: Problem, state: LearnerState): LearnerState =>
  decodeCheckpoint(
    encodeCheckpoint({
      model: 'contract',
      learner: { kind: 'prior', name: 'prior', untilMs: null },
      encoding: { features: { x: { kind: 'numeric' } }, crosses: [], hashBits: problem.hashBits },
      problem,
      configHash: '',
      examples: 0,
      clockMs: 0,
      baseline: null,
      state,
    }),
  ).state;
