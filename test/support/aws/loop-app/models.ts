/**
 * The flights as the sample app declares them, with a gate that decides within the first day, a seal each half hour, and small
 * micro-batches, so that a thousand events are several: 40,000 are a day and a half. Beside them a model whose labels come within a
 * minute, so that drift, a retrain and a contest fit into a few thousand events.
 */
import { binary, categorical, days, hours, logistic, minutes, model, numeric, whenBetter } from 'perennial';
import { flights as declared } from '../../../../infra/models/flights';

export const flights = {
  ...declared,
  learners: declared.learners.filter(({ untilMs }) => untilMs === null),
  microBatch: 128,
  seal: { everyMs: minutes(30), live: 4 },
  promote: { ...declared.promote, minimumExamples: 500 },
};

export const parcels = model('parcels', {
  outcome: binary({ within: hours(1) }),
  features: { depot: categorical(), weightKg: numeric() },
  learners: [logistic()],
  microBatch: 128,
  seal: { every: minutes(30), live: 4 },
  promote: whenBetter({ metric: 'logLoss', alpha: 0.05, minimumExamples: 100 }),
  drift: { window: hours(1), minimumSample: 200 },
  retrain: { onDrift: true, learnFrom: hours(1), cooldown: hours(1), atMost: { count: 3, within: days(1) } },
  archive: { days: 30 },
});
