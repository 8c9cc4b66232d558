/** A model and its events, invented and seeded: will this parcel come late? Half a minute between predictions, an outcome an hour later. */
import { binary, categorical, hours, logistic, minutes, model, numeric, whenBetter } from 'perennial';
import { createPrng } from './prng';

export const parcels = model('parcels', {
  outcome: binary({ within: hours(4) }),
  features: { depot: categorical(), carrier: categorical(), distance: numeric(), weightKg: numeric() },
  crosses: [['depot', 'carrier']],
  learners: [logistic(), logistic({ name: 'ftrl', optimizer: 'ftrl' })],
  microBatch: 256,
  seal: { every: hours(1), live: 2 },
  promote: whenBetter({ metric: 'logLoss', alpha: 0.1, minimumExamples: 100 }),
  disorder: minutes(10),
});

/** Names that are fine as values, however JavaScript uses them. */
const DEPOTS = ['AMS', 'BRU', 'CDG', '__proto__', 'constructor', 'toString', ''];
const START_MS = Date.UTC(2001, 0, 1);
const STEP_MS = 30_000;
const OUTCOME_AFTER_MS = 3_600_000;
/** One prediction in so many never gets its outcome. */
const LOST = 10;

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** Ids that are some object's property names come first. */
const idOf = (number: number): string =>
  ['__proto__', 'constructor', 'hasOwnProperty', 'prototype'][number] ?? `parcel-${number}`;

export interface ParcelEvent {
  readonly timeMs: number;
  readonly data: string;
}

/** `predictions` of them with their outcomes, in order of time. */
export function parcelEvents(seed: number, predictions: number): ParcelEvent[] {
  const prng = createPrng(seed);
  const events: ParcelEvent[] = [];
  for (let number = 0; number < predictions; number++) {
    const timeMs = START_MS + number * STEP_MS;
    const depot = prng.int(DEPOTS.length);
    const distance = prng.int(2000);
    const features = { depot: DEPOTS[depot], carrier: prng.int(5) === 0 ? null : `c${prng.int(3)}`, distance };
    const envelope = { model: 'parcels', eventId: idOf(number) };
    events.push({
      timeMs,
      data: JSON.stringify({ type: 'prediction', ...envelope, time: iso(timeMs), features }),
    });
    if (number % LOST === LOST - 1) continue;
    const outcomeMs = timeMs + OUTCOME_AFTER_MS + prng.int(STEP_MS);
    const outcome = prng.next() < 0.1 + 0.1 * depot + distance / 10_000 ? 1 : 0;
    events.push({
      timeMs: outcomeMs,
      data: JSON.stringify({ type: 'outcome', ...envelope, time: iso(outcomeMs), outcome }),
    });
  }
  return events.sort((a, b) => a.timeMs - b.timeMs);
}
