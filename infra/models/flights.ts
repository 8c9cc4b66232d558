import { binary, categorical, days, hours, logistic, model, numeric, whenBetter } from 'perennial';

/** Will this flight land 15 or more minutes late? Asked at departure, answered when it lands. */
export const flights = model('flights', {
  outcome: binary({ within: hours(24), otherwise: 'discard' }),
  features: {
    origin: categorical(),
    destination: categorical(),
    hour: categorical(),
    weekday: categorical(),
    distance: numeric(),
    recentLateAtOrigin: numeric(),
    recentLateAtDestination: numeric(),
    recentLate: numeric(),
    lateAroundNow: numeric(),
    logUsualAroundNow: numeric(),
    logUsualSoon: numeric(),
    overdue15: numeric(),
    overdue60: numeric(),
    overdue120: numeric(),
  },
  crosses: [
    ['origin', 'hour'],
    ['destination', 'hour'],
    ['origin', 'destination'],
  ],
  // Late flights land late: what arrives at night is mostly late, and an intercept would follow it up and down.
  learners: [
    logistic({ intercept: false, learningRate: 0.05 }),
    logistic({ intercept: false, learningRate: 0.05, name: 'frozenInJanuary', until: '2001-02-01T00:00:00Z' }),
  ],
  microBatch: 512,
  seal: { every: hours(1), live: 4 },
  // A day of flights: who is good at night need not be good in the morning.
  promote: whenBetter({ metric: 'logLoss', alpha: 0.05, minimumExamples: 16_500 }),
  archive: { days: 365 },
  // A week, since no day is like another; and weather alone moves the recent lateness by less than this (0.8), as does the second
  // week, in which it has just become known when flights usually leave (1.3).
  drift: { window: days(7), psi: 1.5 },
  retrain: { learnFrom: days(60) },
});
