/**
 * The linear learners by optimizer, on ten numbers (scaler and logistic regression) and on thirty categories drawn evenly from 2^18
 * slots, which is the worst that hashing can do to the caches. River's StandardScaler | LogisticRegression stands beside the first, on
 * the same numbers.
 */
import { type LinearLearnerDeclaration, logistic } from '../../../functions/contracts/learners/linear';
import type { LabelledBatch } from '../../../functions/domain/features/batch';
import { createLearner } from '../../../functions/domain/learners/create';
import type { Problem } from '../../../functions/domain/learners/learner';
import { Random } from '../../../functions/domain/numeric/random';
import { measure, ratioTo } from '../measure';
import type { Benchmark, Cost, Result } from '../result';
import { riverPython } from '../river-python';
import { runPeer } from './river';

const EXAMPLES = 100_000;
/** River takes microseconds an example. */
const OF_RIVER = 20_000;
const REPEATS = 9;
const NUMBERS = 10;
const SLOTS = 30;
const HASH_BITS = 18;
const OPTIMIZERS = ['adagrad', 'ftrl', 'sgd', 'adam', 'normalised'] as const;
/** What the project asks of itself, on an idle core. */
const AIM_NS = 500;
const AIM_FEATURES_PER_SECOND = 10e6;

interface Drawn {
  readonly problem: Problem;
  readonly batch: LabelledBatch;
}

/** The label is 1 where the first feature is in the upper half. */
function drawn(numericCount: number, hashedCount: number): Drawn {
  const random = Random.seeded(1);
  const hashBits = hashedCount > 0 ? HASH_BITS : 1;
  const numeric = Float64Array.from({ length: EXAMPLES * numericCount }, () => 1 + 3 * random.normal());
  const hashed = Int32Array.from({ length: EXAMPLES * hashedCount }, () => random.below(2 ** hashBits));
  const upper = (at: number): boolean =>
    numericCount > 0 ? numeric[at * numericCount]! > 1 : hashed[at * hashedCount]! >= 2 ** (hashBits - 1);
  const shape = { numericCount, hashedCount, categoricalCount: 0 };
  return {
    problem: { ...shape, task: 'binary', outputs: 1, numericNames: [], categoricalNames: [], hashBits, seed: 1 },
    batch: {
      ...shape,
      count: EXAMPLES,
      numeric,
      hashed,
      identity: new Uint32Array(0),
      label: Float64Array.from({ length: EXAMPLES }, (_, at) => Number(upper(at))),
      weight: new Float64Array(EXAMPLES).fill(1),
      completedAtMs: new Float64Array(EXAMPLES),
    },
  };
}

/** The first repeats warm up the code; the learner is made anew for each, outside of what is timed. */
const costOfLearning = (declaration: LinearLearnerDeclaration, { problem, batch }: Drawn): Promise<Cost> =>
  measure({
    repeats: REPEATS,
    prepare: () => createLearner(declaration, problem),
    work: (learner) => {
      learner.learn(batch);
      return batch.count;
    },
  });

function linesOf({ numeric, label }: LabelledBatch): string {
  const lines = Array.from({ length: OF_RIVER }, (_, at) => {
    const row = numeric.subarray(at * NUMBERS, (at + 1) * NUMBERS);
    const numbers = Object.fromEntries(Array.from(row, (value, column) => [`n${column}`, value]));
    return JSON.stringify({ numeric: numbers, ones: ['intercept'], label: label[at] });
  });
  return `${lines.join('\n')}\n`;
}

export const linear: Benchmark = {
  name: 'linear',
  async run({ root, scratch }) {
    const results: Result[] = [];
    const numbers = drawn(NUMBERS, 0);
    const categories = drawn(0, SLOTS);
    const ours = new Map<string, Cost>();
    for (const optimizer of OPTIMIZERS) {
      const cost = await costOfLearning(logistic({ optimizer }), numbers);
      ours.set(optimizer, cost);
      results.push({
        name: `linear, ${optimizer}, ${NUMBERS} numbers`,
        cost,
        ratio: null,
        figures: { aimNs: AIM_NS },
        note: 'the features’ scaling, the prediction, and the step; the aim is 0.5 µs',
      });
    }
    for (const optimizer of OPTIMIZERS) {
      const cost = await costOfLearning(logistic({ optimizer }), categories);
      const featuresPerSecond = (SLOTS * 1e9) / (cost.cpuNs ?? cost.medianNs);
      results.push({
        name: `linear, ${optimizer}, ${SLOTS} hashed`,
        cost,
        ratio: null,
        figures: { featuresPerSecond, aimFeaturesPerSecond: AIM_FEATURES_PER_SECOND },
        note: `${(featuresPerSecond / 1e6).toFixed(1)} million features a second of CPU, over 2^${HASH_BITS} slots evenly`,
      });
    }
    const found = riverPython();
    if ('absent' in found) return [...results, { name: 'linear, river', absent: found.absent }];
    const peer = runPeer(found.python, root, scratch, linesOf(numbers.batch));
    results.push({
      name: 'linear, river, learn_one',
      cost: peer.learn,
      ratio: ratioTo('ours', peer.learn, ours.get('adagrad') ?? peer.learn),
      figures: {},
      note: `river ${peer.version}, StandardScaler and LogisticRegression by AdaGrad, the same ${NUMBERS} numbers as dicts`,
    });
    return results;
  },
};
