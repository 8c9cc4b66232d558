/** What drifts, and what is done about it? */
import { A_DAY_OF_IT, ANY, DRIFTED } from './rules';
import { errors, own } from './sources';
import type { Watch } from './watch';

export const DRIFT_WATCHES: readonly Watch[] = [
  {
    id: 'FeatureDrift',
    question: 'drift',
    title: 'A feature is distributed otherwise than in what the champion learned',
    unit: 'index / threshold',
    sources: [own('featureDrift', 'Maximum')],
    alarm: DRIFTED,
  },
  {
    id: 'PredictionDrift',
    question: 'drift',
    title: 'Predictions are distributed otherwise than while the champion learned',
    unit: 'index / threshold',
    sources: [own('predictionDrift', 'Maximum')],
    alarm: DRIFTED,
  },
  {
    id: 'NewCategories',
    question: 'drift',
    title: 'A feature brings values that the champion has never seen',
    unit: 'share / threshold',
    sources: [own('newCategories', 'Maximum')],
    alarm: DRIFTED,
  },
  {
    id: 'MissingValues',
    question: 'drift',
    title: 'A feature is missing more, or less, often than in what the champion learned',
    unit: 'change / threshold',
    sources: [own('missingValues', 'Maximum')],
    alarm: DRIFTED,
  },
  {
    id: 'DriftNotEnoughData',
    question: 'drift',
    title: 'For a day too few predictions have come to say whether anything drifts',
    unit: '1: not enough',
    sources: [own('driftNotEnoughData', 'Minimum'), own('predictionsInWindow', 'Maximum')],
    alarm: A_DAY_OF_IT,
  },
  {
    id: 'RetrainFailed',
    question: 'drift',
    title: 'A retrain has failed: the loop goes on without a new line',
    unit: 'executions',
    sources: [{ from: 'machine', metric: 'ExecutionsFailed', statistic: 'Sum' }],
    alarm: ANY,
  },
  {
    id: 'StartRetrainFailing',
    question: 'drift',
    title: 'An alarm could not start a retrain',
    unit: 'errors',
    sources: [errors('startRetrain')],
    alarm: ANY,
  },
  {
    id: 'RetrainNeedsPerson',
    question: 'drift',
    title: 'Retraining does not help, and its budget is used up: a person is needed',
    unit: 'refusals',
    sources: [own('retrainNeedsPerson', 'Maximum')],
    alarm: ANY,
  },
  {
    id: 'Retrains',
    question: 'drift',
    title: 'Retrains started, and refused',
    unit: 'runs',
    sources: [own('retrainsStarted', 'Sum'), own('retrainsRefused', 'Sum')],
  },
];
