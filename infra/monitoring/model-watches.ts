/** What is watched of each model. */
import { DRIFT_WATCHES } from './drift-watches';
import { LEARNING_WATCHES } from './learning-watches';
import { SERVING_WATCHES } from './serving-watches';
import { duration, own } from './sources';
import type { Watch } from './watch';

const COST: readonly Watch[] = [
  {
    id: 'LearnTime',
    question: 'cost',
    title: 'Computing time of this model',
    unit: 'ms',
    sources: [duration('learn'), duration('predict'), duration('retrain')],
  },
  {
    id: 'CommitTime',
    question: 'cost',
    title: 'From the first record of an invocation to its commit',
    unit: 'ms',
    sources: [own('learnMilliseconds', 'p95')],
  },
];

export const MODEL_WATCHES: readonly Watch[] = [...LEARNING_WATCHES, ...SERVING_WATCHES, ...DRIFT_WATCHES, ...COST];
