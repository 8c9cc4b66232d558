/**
 * The flights as the sample app declares them, with a gate that decides within the first day, a seal each half hour, and drift and
 * retrains on the scale of hours: 20,000 events are 18 hours of flights. Beside it a model that has nothing to do with them.
 */
import { binary, categorical, hours, logistic, minutes, model, numeric, whenBetter } from 'perennial';
import { flights as declared } from '../../../../infra/models/flights';

export const flights = {
  ...declared,
  learners: declared.learners.filter(({ untilMs }) => untilMs === null),
  seal: { everyMs: minutes(30), live: 4 },
  promote: { ...declared.promote, minimumExamples: 300 },
  drift: { ...declared.drift, windowMs: hours(2), minimumSample: 500 },
  retrain: {
    everyMs: null,
    everyExamples: null,
    onDrift: true,
    learnFromMs: hours(4),
    cooldownMs: hours(1),
    atMost: { count: 3, withinMs: hours(24) },
  },
};

export const parcels = model('parcels', {
  outcome: binary({ within: hours(4) }),
  features: { depot: categorical(), weightKg: numeric() },
  learners: [logistic()],
  microBatch: 256,
  seal: { every: hours(1) },
  promote: whenBetter({ metric: 'logLoss', alpha: 0.1, minimumExamples: 100 }),
});
