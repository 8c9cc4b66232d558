/**
 * A drifting stream whose labels are days late: what decides the outcome is a direction in the plane of two numeric features,
 * and it turns at a constant rate. By the time when a label arrives, the world has moved on from the moment at which the
 * prediction was due, and a model scored then has learned from labels that the prediction could not have used.
 *
 * The log-odds are STEEPNESS x (x cos + y sin) of the direction of the moment of prediction. Deterministic in the seed.
 * O(n log n) time and O(n) memory for n examples.
 */
import { days } from '../../contracts/duration';
import { binary, logistic, model, numeric, whenBetter } from '../../contracts/model';
import { prng, uniform } from '../../domain/numeric/prng';
import { EventLog, type SimulatedStream, STARTS_AT_MS } from './stream';

export interface DriftingOptions {
  readonly seed: number;
  readonly examples: number;
  /** @default 2000 */
  readonly perDay?: number;
  /** A full turn of the direction; Infinity: no drift. @default 20 */
  readonly turnDays?: number;
  /** Labels come uniformly between the two. @default 1 and 5 */
  readonly delayDays?: readonly [number, number];
}

const STEEPNESS = 4;

const declaration = model('drifting', {
  outcome: binary({ within: days(7), otherwise: 'discard' }),
  features: { x: numeric(), y: numeric() },
  learners: [logistic()],
  seal: { every: days(1) },
  promote: whenBetter({ metric: 'logLoss' }),
});

export function drifting(options: DriftingOptions): SimulatedStream {
  const { seed, examples, perDay = 2000, turnDays = 20, delayDays = [1, 5] } = options;
  const random = prng(seed);
  const log = new EventLog(declaration.name);
  const coordinate = (): number => Math.round((2 * uniform(random) - 1) * 1e4) / 1e4;
  for (let example = 0; example < examples; example++) {
    const eventId = example.toString(36);
    const day = example / perDay;
    const predictedAtMs = STARTS_AT_MS + Math.floor(days(day));
    const x = coordinate();
    const y = coordinate();
    log.prediction(eventId, predictedAtMs, { x, y });
    const direction = (2 * Math.PI * day) / turnDays;
    const chance = 1 / (1 + Math.exp(-STEEPNESS * (x * Math.cos(direction) + y * Math.sin(direction))));
    const outcome = uniform(random) < chance ? 1 : 0;
    const delayMs = days(delayDays[0] + (delayDays[1] - delayDays[0]) * uniform(random));
    log.outcome(eventId, predictedAtMs + Math.floor(delayMs), outcome);
  }
  return { declaration, lines: log.linesInOrder() };
}
