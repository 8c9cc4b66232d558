import { createEventParser } from '../../../../functions/contracts/events';
import { drifting } from '../../../../functions/local/simulators/drifting';

const DAY_MS = 86_400_000;
const EXAMPLES = 20_000;
const simulated = drifting({ seed: 7, examples: EXAMPLES });
const parse = createEventParser([simulated.declaration]);
const events = simulated.lines.map((line) => {
  const parsed = parse(line);
  if (!('event' in parsed)) throw new Error(parsed.refused.reason);
  return parsed.event;
});
const outcomes = new Map(
  events.flatMap((event) => (event.kind === 'outcome' ? [[event.eventId, event] as const] : [])),
);
const predictions = events.filter(({ kind }) => kind === 'prediction');

test('every prediction has an outcome, in order of time, one to five days later', () => {
  expect(predictions.length).toBe(EXAMPLES);
  expect(outcomes.size).toBe(EXAMPLES);
  const delays = predictions.map(({ eventId, timeMs }) => (outcomes.get(eventId)!.timeMs - timeMs) / DAY_MS);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...delays)).toBeLessThanOrEqual(5);
  // Uniform on [1, 5]: standard error of the mean 0.008.
  expect(Math.abs(delays.reduce((sum, delay) => sum + delay, 0) / EXAMPLES - 3)).toBeLessThan(0.04);
  const times = events.map(({ timeMs }) => timeMs);
  expect(times.every((timeMs, index) => index === 0 || timeMs >= times[index - 1]!)).toBe(true);
});

test('what decides the outcome turns: x on day 0, y a quarter turn later, x the other way round after half a turn', () => {
  const startMs = predictions[0]!.timeMs;
  /** Mean of sign x outcome (-1 or 1), over the day. */
  const pull = (feature: 'x' | 'y', day: number): number => {
    const ofDay = predictions.filter(({ timeMs }) => Math.floor((timeMs - startMs) / DAY_MS) === day);
    const signed = ofDay.map(
      ({ eventId, served }) => Math.sign(Number(served!.features[feature])) * (2 * outcomes.get(eventId)!.label! - 1),
    );
    return signed.reduce((sum, one) => sum + one, 0) / signed.length;
  };
  // Along the deciding feature u: E tanh(2u), u uniform on [0, 1], = ln(cosh 2) / 2 = 0.6625 (day 0 turns by 18 degrees).
  expect(pull('x', 0)).toBeGreaterThan(0.55);
  expect(Math.abs(pull('y', 0))).toBeLessThan(0.2);
  expect(pull('y', 5)).toBeGreaterThan(0.55);
  expect(Math.abs(pull('x', 5))).toBeLessThan(0.2);
});

test('without drift the direction stays', () => {
  const still = drifting({ seed: 7, examples: 4000, perDay: 400, turnDays: Number.POSITIVE_INFINITY });
  const labels = new Map<string, number>();
  let agreeing = 0;
  for (const line of still.lines) {
    const event = JSON.parse(line);
    if (event.type === 'prediction') labels.set(event.eventId, event.features.x > 0 ? 1 : 0);
    else if (labels.get(event.eventId) === event.outcome) agreeing++;
  }
  // (1 + 0.6625) / 2 = 0.831; standard error 0.006.
  expect(agreeing / 4000).toBeGreaterThan(0.805);
  expect(agreeing / 4000).toBeLessThan(0.857);
});

test('the seed decides everything', () => {
  const small = (seed: number): readonly string[] => drifting({ seed, examples: 200 }).lines;
  expect(small(7)).toEqual(small(7));
  expect(small(8)).not.toEqual(small(7));
});
