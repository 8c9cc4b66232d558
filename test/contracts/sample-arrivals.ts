import {
  type Answer,
  type Arrival,
  emptyTally,
  type OriginState,
  type Served,
  type WindowRule,
} from '../../functions/domain/labels/waiting';
import { windowOrigin } from '../../functions/domain/labels/window-sequence';

/** Two models, of an hour each: one drops what gets no outcome, the other labels it 0. */
export const rules: Readonly<Record<string, WindowRule>> = {
  flights: { withinMs: 3_600_000, otherwise: 'discard' },
  clicks: { withinMs: 3_600_000, otherwise: 0 },
};

/** Minutes since the sample day began, as ms since the epoch. */
export const minute = (minutes: number): number => Date.UTC(2001, 0, 1) + minutes * 60_000;

export const served = (rest: Partial<Served> = {}): Served => ({
  features: { origin: 'LAS', distance: 2176, wind: null },
  weight: null,
  source: null,
  version: null,
  prediction: null,
  propensity: null,
  ...rest,
});

interface Circumstances {
  readonly origin?: string;
  /** Minutes. */
  readonly watermark?: number;
  readonly served?: Served;
}

const arrival = (
  kind: Arrival['kind'],
  eventId: string,
  sequence: number,
  timeMinutes: number,
  circumstances: Circumstances,
): Arrival => ({
  kind,
  origin: circumstances.origin ?? 'shard-1',
  sequence: String(sequence),
  eventId,
  timeMs: minute(timeMinutes),
  served: kind === 'outcome' ? null : (circumstances.served ?? served()),
  label: kind === 'prediction' ? null : 1,
  watermarkMs: minute(circumstances.watermark ?? 0),
});

export const prediction = (eventId: string, sequence: number, timeMinutes: number, rest: Circumstances = {}): Arrival =>
  arrival('prediction', eventId, sequence, timeMinutes, rest);
export const outcome = (eventId: string, sequence: number, timeMinutes: number, rest: Circumstances = {}): Arrival =>
  arrival('outcome', eventId, sequence, timeMinutes, rest);
export const example = (eventId: string, sequence: number, timeMinutes: number, rest: Circumstances = {}): Arrival =>
  arrival('example', eventId, sequence, timeMinutes, rest);

export const kindsOf = (answers: readonly Answer[]): string[] =>
  answers.map((answer) => (answer.kind === 'late' ? answer.code : answer.kind));

/** The state of a shard after `position`. */
export const shardAt = (position: number): OriginState => ({
  position: String(position),
  tallies: { flights: { ...emptyTally, latestMs: minute(position), accepted: position } },
});

/** The state of a model's windows after `position`, closed up to `minutes`. */
export const closedUpTo = (model: string, position: string, minutes: number): [string, OriginState] => [
  windowOrigin(model),
  { position, tallies: { [model]: { ...emptyTally, latestMs: minute(minutes) } } },
];
