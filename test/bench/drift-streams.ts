/**
 * The errors that a naive Bayes makes on streams with documented drift points: it predicts each example, then learns it, and is never
 * started anew, so that every detector sees the same errors.
 */
import { gaussianNaiveBayes } from '../../functions/contracts/learners/bayes';
import { labelledStretchOf, rowsOf } from '../../functions/domain/features/rows-of';
import { createLearner } from '../../functions/domain/learners/create';
import { Random } from '../../functions/domain/numeric/random';
import { type Stream, synthetic } from '../support/shared-streams';

export interface DriftStream {
  readonly name: string;
  readonly errors: Float64Array;
  /** Where each drift begins. */
  readonly drifts: readonly number[];
}

const ABRUPT = [10_000, 20_000, 30_000];
/** Centres 9,500, 20,000, 30,500 less half the width of 1,000. */
const GRADUAL = [9000, 19_500, 30_000];
/** In sine, stagger and mixed the labels alternate, which no detector should live on. */
const SHUFFLED = 100;

const NAMES = [
  'sea_0123_abrupto_noise_0.2',
  'sea_0123_gradual_noise_0.2',
  'sine_0123_abrupto',
  'sine_0123_gradual',
  'stagger_0120_abrupto',
  'mixed_0101_abrupto',
];

/** Its examples, in the order in which they are learned. */
export interface LabelledDriftStream extends Stream {
  readonly name: string;
  readonly drifts: readonly number[];
}

export const labelledDriftStreams = (): readonly LabelledDriftStream[] =>
  NAMES.map((name) => {
    const { problem, batch } = synthetic(name);
    const drifts = name.includes('gradual') ? GRADUAL : ABRUPT;
    return { name, problem, batch: rowsOf(batch, shuffledInBlocks(batch.count)), drifts };
  });

export const driftStreams = (): readonly DriftStream[] =>
  labelledDriftStreams().map(({ name, drifts, ...stream }) => ({ name, errors: errorsOn(stream), drifts }));

function errorsOn({ problem, batch }: Stream): Float64Array {
  const learner = createLearner(gaussianNaiveBayes(), problem);
  const probability = new Float64Array(1);
  return batch.label.map((label, at) => {
    const example = labelledStretchOf(batch, at, at + 1);
    learner.predict(example, probability);
    learner.learn(example);
    return (probability[0]! >= 0.5 ? 1 : 0) === label ? 0 : 1;
  });
}

function shuffledInBlocks(count: number): Int32Array {
  const random = Random.seeded(1);
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let from = 0; from < count; from += SHUFFLED) {
    for (let at = Math.min(from + SHUFFLED, count) - 1; at > from; at--) {
      const other = from + random.below(at - from + 1);
      const moved = order[at]!;
      order[at] = order[other]!;
      order[other] = moved;
    }
  }
  return order;
}
