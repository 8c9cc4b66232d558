import { createEventParser } from '../../../../functions/contracts/events';
import { clickLog } from '../../../../functions/local/simulators/click-log';

const HOUR_MS = 3_600_000;
const simulated = clickLog({ seed: 7, impressions: 200_000 });
const events: {
  readonly type: string;
  readonly eventId: string;
  readonly time: string;
  readonly features: { readonly place: string; readonly interest: number };
  readonly outcome: number;
}[] = simulated.lines.map((line) => JSON.parse(line));
const impressions = events.filter(({ type }) => type === 'prediction');
const clicks = events.filter(({ type }) => type === 'outcome');

test('the lines are events of the declared model, in order of time', () => {
  const parse = createEventParser([simulated.declaration]);
  for (const line of simulated.lines.slice(0, 2000)) expect(parse(line)).toHaveProperty('event');
  expect(impressions.length).toBe(200_000);
  expect(events.every(({ time }, index) => index === 0 || time >= events[index - 1]!.time)).toBe(true);
});

test('0.2 % are clicked, within ten minutes, and nothing says of an impression that it was not', () => {
  const servedAt = new Map(impressions.map(({ eventId, time }) => [eventId, time]));
  // 400 expected; the bounds are four standard deviations of the binomial.
  expect(clicks.length).toBeGreaterThan(320);
  expect(clicks.length).toBeLessThan(480);
  for (const { outcome, eventId, time } of clicks) {
    expect(outcome).toBe(1);
    const delayMs = Date.parse(time) - Date.parse(servedAt.get(eventId)!);
    expect(delayMs).toBeGreaterThan(0);
    expect(delayMs).toBeLessThanOrEqual(HOUR_MS / 6);
  }
  expect(simulated.declaration.outcome).toMatchObject({ withinMs: 24 * HOUR_MS, otherwise: 0 });
});

test('clicks are likelier at the top and with more interest, as declared', () => {
  const clicked = new Set(clicks.map(({ eventId }) => eventId));
  const share = (keep: (features: { place: string; interest: number }) => boolean): number => {
    const kept = impressions.filter(({ features }) => keep(features));
    return kept.filter(({ eventId }) => clicked.has(eventId)).length / kept.length;
  };
  // By the formula: e^0.5 / e^-0.5 = 2.72 between top and foot; and (e^1.5 - 1) / (1 - e^-1.5) = 4.48 between the halves.
  const topOverFoot = share(({ place }) => place === 'top') / share(({ place }) => place === 'foot');
  expect(topOverFoot).toBeGreaterThan(2);
  expect(topOverFoot).toBeLessThan(3.7);
  const highOverLow = share(({ interest }) => interest >= 0) / share(({ interest }) => interest < 0);
  expect(highOverLow).toBeGreaterThan(3.3);
  expect(highOverLow).toBeLessThan(6.1);
});

test('the seed decides everything', () => {
  const small = (seed: number): readonly string[] => clickLog({ seed, impressions: 500 }).lines;
  expect(small(7)).toEqual(small(7));
  expect(small(8)).not.toEqual(small(7));
});
