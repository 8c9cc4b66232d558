/** Who serves, does it answer, how good is it, and how sure is that? */
import { A_DAY_OF_IT, ANY, DRIFTED } from './rules';
import { errors, own, throttles } from './sources';
import type { Watch } from './watch';

export const SERVING_WATCHES: readonly Watch[] = [
  {
    id: 'PredictFailing',
    question: 'serves',
    title: 'predict fails: callers get no answer',
    unit: 'errors',
    sources: [errors('predict')],
    alarm: ANY,
  },
  {
    id: 'PredictThrottled',
    question: 'serves',
    title: 'predict is throttled: callers are turned away',
    unit: 'throttles',
    sources: [throttles('predict')],
    alarm: ANY,
  },
  {
    id: 'PredictProblems',
    question: 'serves',
    title: 'predict answers, but cannot log, or cannot load the new champion',
    unit: 'problems',
    sources: [own('predictProblems', 'Sum')],
    alarm: ANY,
  },
  {
    id: 'PromoteFailing',
    question: 'serves',
    title: 'promote fails: an order to move the champion was not carried out',
    unit: 'errors',
    sources: [errors('promote')],
    alarm: ANY,
  },
  {
    id: 'Predictions',
    question: 'serves',
    title: 'Predictions answered',
    unit: 'predictions',
    sources: [own('predictions', 'Sum')],
  },
  {
    id: 'Promotions',
    question: 'serves',
    title: 'Promotions, and candidates in the contest',
    unit: 'versions',
    sources: [own('promotions', 'Sum'), own('candidates', 'Maximum')],
  },
  {
    id: 'ServedLoss',
    question: 'good',
    title: "Loss of what was served, in the gate's metric",
    unit: 'loss',
    sources: [own('servedLoss', 'Average')],
  },
  {
    id: 'LossAbovePromise',
    question: 'good',
    title: 'The champion predicts worse than it promised at its seal',
    unit: 'served loss / promised loss',
    sources: [own('lossRatio', 'Average')],
    alarm: {
      ...DRIFTED,
      threshold: ({ declaration: { drift } }) => drift.lossRatio,
      missingBecause: 'without enough labels there is no loss, and that is neither healthy nor worse',
      rollsBack: true,
    },
  },
  {
    id: 'LabelsNotEnough',
    question: 'sure',
    title: 'For a day too few labels have come to say how good the champion is',
    unit: '1: not enough',
    sources: [own('labelsNotEnough', 'Minimum')],
    alarm: A_DAY_OF_IT,
  },
  {
    id: 'Lead',
    question: 'sure',
    title: "Lower bound of the leading candidate's advantage: above 0 it is better",
    unit: 'loss',
    sources: [own('leadLowerBound', 'Average')],
  },
  {
    id: 'Calibration',
    question: 'sure',
    title: 'Mean prediction over mean outcome: 1 is calibrated',
    unit: 'ratio',
    sources: [own('calibrationRatio', 'Average')],
  },
];
