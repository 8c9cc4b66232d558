/**
 * Friedman's regression function, "Multivariate adaptive regression splines" (1991): ten features uniform in (0, 1), of which five count:
 * 10 sin(π x0 x1) + 20 (x2 - 1/2)² + 10 x3 + 5 x4, and noise of deviation 1, the sum of twelve uniform numbers less 6. Chance is
 * Numerical Recipes' generator, `s = s * 1664525 + 1013904223 mod 2^32`, so that another program can make the same stream.
 */
import type { LabelledBatch } from '../../functions/domain/features/batch';
import type { Problem } from '../../functions/domain/learners/learner';

const FEATURES = 10;

export const FRIEDMAN: Problem = {
  task: 'regression',
  outputs: 1,
  numericCount: FEATURES,
  numericNames: Array.from({ length: FEATURES }, (_, at) => `x${at}`),
  categoricalNames: [],
  categoricalCount: 0,
  hashedCount: 0,
  hashBits: 1,
  seed: 1,
};

/** @param first which of the features stands first; the others follow in their order, those before it last */
export function friedman(count: number, seed: number, first = 0): LabelledBatch {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const numeric = new Float64Array(count * FEATURES);
  const label = new Float64Array(count);
  for (let example = 0; example < count; example++) {
    const x = Array.from({ length: FEATURES }, uniform);
    const noise = Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, 0) - 6;
    const [x0, x1, x2, x3, x4] = [x[0]!, x[1]!, x[2]!, x[3]!, x[4]!];
    label[example] = 10 * Math.sin(Math.PI * x0 * x1) + 20 * (x2 - 0.5) ** 2 + 10 * x3 + 5 * x4 + noise;
    for (let at = 0; at < FEATURES; at++) numeric[example * FEATURES + at] = x[(at + first) % FEATURES]!;
  }
  return {
    count,
    numericCount: FEATURES,
    numeric,
    hashedCount: 0,
    categoricalCount: 0,
    hashed: new Int32Array(0),
    identity: new Uint32Array(0),
    label,
    weight: new Float64Array(count).fill(1),
    completedAtMs: Float64Array.from({ length: count }, (_, at) => at),
  };
}
