/**
 * A click log: an impression is served; a click, when there is one, comes within minutes; that there was none is known only
 * when the window ends, a day later. 0.2 % are clicked. Until the first window ends, every known outcome is a click: whoever
 * learns from what has arrived learns a world of clicks.
 *
 * The log-odds of a click are linear in an interest score and in the place on the page, so that a logistic model has something
 * to find. Deterministic in the seed. O(n log n) time and O(n) memory for n impressions.
 */
import { days, hours, minutes } from '../../contracts/duration';
import { binary, categorical, logistic, model, numeric, whenBetter } from '../../contracts/model';
import { prng, uniform } from '../../domain/numeric/prng';
import { EventLog, type SimulatedStream, STARTS_AT_MS } from './stream';

export interface ClickLogOptions {
  readonly seed: number;
  /** Spread evenly over `days`. */
  readonly impressions: number;
  /** @default 3 */
  readonly days?: number;
}

const PLACES = [
  { place: 'top', logOdds: 0.5 },
  { place: 'side', logOdds: 0 },
  { place: 'foot', logOdds: -0.5 },
] as const;
/** The interest score is uniform in [-1, 1). */
const PER_INTEREST = 1.5;
/** ln(0.002 / (sinh(1.5)/1.5 x mean of e^logOdds)): 0.2 % are clicked. */
const BASE_LOG_ODDS = -6.647;

const MEAN_CLICK_DELAY_MS = minutes(2);
const LONGEST_CLICK_DELAY_MS = minutes(10);

const declaration = model('clicks', {
  outcome: binary({ within: hours(24), otherwise: 0 }),
  features: { place: categorical(), interest: numeric() },
  learners: [logistic()],
  seal: { every: hours(1) },
  promote: whenBetter({ metric: 'logLoss' }),
});

export function clickLog({ seed, impressions, days: dayCount = 3 }: ClickLogOptions): SimulatedStream {
  const random = prng(seed);
  const log = new EventLog(declaration.name);
  const everyMs = days(dayCount) / impressions;
  for (let impression = 0; impression < impressions; impression++) {
    const eventId = impression.toString(36);
    const servedAtMs = STARTS_AT_MS + Math.floor(impression * everyMs);
    const { place, logOdds } = PLACES[Math.floor(uniform(random) * PLACES.length)]!;
    const interest = Math.round((2 * uniform(random) - 1) * 1e4) / 1e4;
    log.prediction(eventId, servedAtMs, { place, interest });
    const chance = 1 / (1 + Math.exp(-(BASE_LOG_ODDS + PER_INTEREST * interest + logOdds)));
    // Both numbers are drawn for every impression, so that a change to the chance moves no other impression.
    const isClicked = uniform(random) < chance;
    const delayMs = Math.ceil(-MEAN_CLICK_DELAY_MS * Math.log(1 - uniform(random)));
    if (isClicked) log.outcome(eventId, servedAtMs + Math.min(delayMs, LONGEST_CLICK_DELAY_MS), 1);
  }
  return { declaration, lines: log.linesInOrder() };
}
