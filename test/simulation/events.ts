/** What an application sends, and what must become of it. */
import type { ModelDeclaration } from '../../functions/contracts/declaration';
import { seconds } from '../../functions/contracts/duration';
import type { Chance } from './chance';
import { AHEAD_MS, MODEL, START_MS, WITHIN_MS } from './models';

/** An event as the stream receives it. */
export interface Sent {
  readonly data: string;
  readonly arrivedAtMs: number;
  /** Events of one id have one key; a shard takes the keys of its residue. */
  readonly key: number;
}

/** What is known of a stream by construction. */
export interface Facts {
  sent: number;
  /** The label with which an event id is learned, exactly once. */
  examples: Record<string, number>;
  duplicates: number;
  rejected: number;
  late: number;
  /** Predictions whose windows are open when the stream ends. */
  waiting: number;
  outcomesFirst: number;
}

export const NO_FACTS: Facts = {
  sent: 0,
  examples: {},
  duplicates: 0,
  rejected: 0,
  late: 0,
  waiting: 0,
  outcomesFirst: 0,
};

const FATES = [
  ...Array<'joined'>(22).fill('joined'),
  'outcome-first',
  'outcome-first',
  'no-outcome',
  'no-outcome',
  'late-outcome',
  'example',
  'no-prediction',
  'stale',
  'malformed',
  'from-the-future',
] as const;

const MALFORMED = [
  'not JSON at all',
  '{"type":"prediction","model":"clicks","eventId":"m1"',
  '[]',
  '{"type":"prediction","model":"nobody","eventId":"m2","time":"2001-01-01T00:00:00Z","features":{}}',
  '{"type":"wish","model":"clicks","eventId":"m3","time":"2001-01-01T00:00:00Z"}',
  '{"type":"prediction","model":"clicks","eventId":"","time":"2001-01-01T00:00:00Z","features":{}}',
  '{"type":"prediction","model":"clicks","eventId":"m4","time":"yesterday","features":{}}',
  '{"type":"prediction","model":"clicks","eventId":"m5","time":"2001-01-01T00:00:00Z","features":{"size":"large"}}',
  '{"type":"outcome","model":"clicks","eventId":"m6","time":"2001-01-01T00:00:00Z","outcome":2}',
] as const;

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** In order of arrival. Times are jittered within the disorder that the models allow. */
export function sendAll(chance: Chance, declaration: ModelDeclaration, predictions: number, facts: Facts): Sent[] {
  const sent: Sent[] = [];
  const hasDefault = declaration.outcome.otherwise !== 'discard';
  let nowMs = START_MS + seconds(5);
  for (let key = 0; key < predictions; key++) {
    nowMs += seconds(chance.between(4, 10));
    const send = (arrivedAtMs: number, event: Record<string, unknown> | string): void => {
      facts.sent += 1;
      const data = typeof event === 'string' ? event : JSON.stringify({ model: MODEL, eventId: `e${key}`, ...event });
      sent.push({ data, arrivedAtMs, key });
    };
    const predictedAtMs = nowMs - seconds(chance.between(0, 20));
    const { served, label } = situation(chance, key, key / predictions);
    const prediction = { type: 'prediction', time: iso(predictedAtMs), ...served };
    const outcomeAt = (timeMs: number) => ({ type: 'outcome', time: iso(timeMs), outcome: label });
    const outcomeAtMs = predictedAtMs + seconds(chance.between(2, 30));
    const fate = chance.pick(FATES);
    const learn = (learned: number): void => {
      facts.examples[`e${key}`] = learned;
    };
    const again = (arrivedAtMs: number, event: Record<string, unknown>): void => {
      if (!chance.coin(0.12)) return;
      facts.duplicates += 1;
      send(arrivedAtMs + seconds(chance.between(0, 15)), event);
    };
    if (fate === 'joined' || fate === 'outcome-first') {
      const early = fate === 'outcome-first';
      const arrivals = early ? [nowMs + seconds(8), nowMs] : [nowMs, Math.max(nowMs, outcomeAtMs) + seconds(1)];
      send(arrivals[0]!, prediction);
      send(arrivals[1]!, outcomeAt(outcomeAtMs));
      again(arrivals[0]!, prediction);
      again(arrivals[1]!, outcomeAt(outcomeAtMs));
      if (early) facts.outcomesFirst += 1;
      learn(label);
    } else if (fate === 'no-outcome' || fate === 'late-outcome') {
      send(nowMs, prediction);
      if (fate === 'late-outcome') {
        const lateMs = predictedAtMs + WITHIN_MS + seconds(chance.between(34, 48));
        send(lateMs, outcomeAt(lateMs));
        facts.late += 1;
      }
      if (hasDefault) learn(0);
      else facts.late += 1;
    } else if (fate === 'example') {
      send(nowMs, { ...prediction, type: 'example', outcome: label });
      again(nowMs, { ...prediction, type: 'example', outcome: label });
      learn(label);
    } else if (fate === 'no-prediction') {
      send(nowMs, outcomeAt(predictedAtMs));
      facts.late += 1;
    } else if (fate === 'stale') {
      send(nowMs, { ...prediction, time: iso(START_MS - seconds(3600)) });
      facts.late += 1;
    } else {
      const isMalformed = fate === 'malformed';
      send(nowMs, isMalformed ? chance.pick(MALFORMED) : { ...prediction, time: iso(nowMs + AHEAD_MS + seconds(60)) });
      facts.rejected += 1;
    }
  }
  return sent.sort((a, b) => a.arrivedAtMs - b.arrivedAtMs);
}

/** What is seen and what then happens; the world turns round near the end. */
function situation(chance: Chance, key: number, progress: number): { served: Record<string, unknown>; label: number } {
  const isRed = key % 4 < 2;
  const colour = chance.coin(0.95) ? (isRed ? 'red' : 'blue') : null;
  const size = chance.coin(0.95) ? chance.between(1, 3) * (isRed ? 1 : -1) : null;
  const label = Number(isRed !== progress > 0.75);
  return { served: { features: { colour, size }, ...(chance.coin(0.1) ? { weight: 2 } : {}) }, label };
}

/** A prediction that nobody will ever answer for. */
export function tick(facts: Facts, eventId: string, timeMs: number): Sent {
  facts.sent += 1;
  const data = JSON.stringify({ type: 'prediction', model: MODEL, eventId, time: iso(timeMs), features: {} });
  return { data, arrivedAtMs: timeMs, key: -1 };
}
