/** Events as applications send them, short to write: minutes since a day began, and whatever else differs. */
import {
  binary,
  categorical,
  hours,
  logistic,
  type ModelDeclaration,
  minutes,
  model,
  numeric,
  whenBetter,
} from 'perennial';
import type { EventRecord } from '../../functions/join-labels/join-labels';

const features = { origin: categorical(), distance: numeric() };
const rest = { features, learners: [logistic()], promote: whenBetter({ metric: 'logLoss' }), disorder: minutes(10) };

/** An hour's window; one model drops what gets no outcome, the other labels it 0. */
export const flights: ModelDeclaration = model('flights', { ...rest, outcome: binary({ within: hours(1) }) });
export const clicks: ModelDeclaration = model('clicks', {
  ...rest,
  outcome: binary({ within: hours(1), otherwise: 0 }),
});

export const minute = (minutes: number): number => Date.UTC(2001, 0, 1) + minutes * 60_000;

export interface Sent {
  readonly type: 'prediction' | 'outcome' | 'example';
  readonly eventId: string;
  readonly time: string;
  readonly model: string;
  readonly [field: string]: unknown;
}

type More = Readonly<Record<string, unknown>>;
const sent = (type: Sent['type'], eventId: string, minutes: number, fields: More): Sent => ({
  type,
  model: 'flights',
  eventId,
  time: new Date(minute(minutes)).toISOString(),
  ...fields,
});

export const prediction = (eventId: string, minutes: number, more: More = {}): Sent =>
  sent('prediction', eventId, minutes, { features: { origin: 'LAS', distance: 2176 }, ...more });
export const outcome = (eventId: string, minutes: number, more: More = {}): Sent =>
  sent('outcome', eventId, minutes, { outcome: 1, ...more });
export const example = (eventId: string, minutes: number, more: More = {}): Sent =>
  sent('example', eventId, minutes, { features: { origin: 'LAS', distance: 2176 }, outcome: 1, ...more });

/** Numbered from `first` on; text goes as it is. */
export const recordsOf = (
  events: readonly (Sent | string)[],
  first = 1,
  arrivedAtMs: number | null = null,
): EventRecord[] =>
  events.map((event, at) => ({
    sequence: String(first + at),
    data: typeof event === 'string' ? event : JSON.stringify(event),
    arrivedAtMs,
  }));
