/**
 * Flights at a thousand events a second, as an application with labels that come late would send them: half of each second's events
 * are new predictions, the other half outcomes of predictions that were sent well before. An outcome that came in the same batch
 * as its prediction would save a read and a write, which nobody's labels do. Ids are as long as UUIDs; nothing is sent twice.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { flightsArrivals } from './flights-arrivals';

export const EVENTS_PER_SECOND = 1_000;
const PAIRS_PER_SECOND = EVENTS_PER_SECOND / 2;

export interface PacedTraffic {
  /** Predictions whose outcomes are in the seconds. */
  readonly before: readonly string[];
  readonly seconds: readonly (readonly string[])[];
}

const event = z.looseObject({ type: z.enum(['prediction', 'outcome']), eventId: z.string() });
type Event = z.infer<typeof event>;

/** @param startMs time of the first event @param after see flightsArrivals */
export async function pacedTraffic(seconds: number, startMs: number, after: number): Promise<PacedTraffic> {
  const pairs = seconds * PAIRS_PER_SECOND;
  const { lines } = await flightsArrivals({
    // Enough for those whose other half is outside.
    ...{ events: 5 * pairs, after, duplicates: 0, disorderMs: 0, seed: 1 },
    moved: { endMs: startMs },
  });
  const events = lines.map((line) => event.parse(JSON.parse(line)));
  const outcomes = new Map(
    events.filter(({ type }) => type === 'outcome').map((outcome) => [outcome.eventId, outcome]),
  );
  const predictions = events.filter(({ type, eventId }) => type === 'prediction' && outcomes.has(eventId));
  if (predictions.length < 2 * pairs)
    throw new Error(`${predictions.length} flights are too few: ${2 * pairs} are sent`);

  let sent = 0;
  const send = (given: Event): string => {
    const time = new Date(startMs + sent++).toISOString();
    return JSON.stringify({ ...given, eventId: uuidOf(given.eventId), time });
  };
  const before = predictions.slice(0, pairs).map(send);
  const paced = Array.from({ length: seconds }, (_, second) => {
    const from = second * PAIRS_PER_SECOND;
    return Array.from({ length: PAIRS_PER_SECOND }, (_, at) => [
      send(predictions[pairs + from + at]!),
      send(outcomes.get(predictions[from + at]!.eventId)!),
    ]).flat();
  });
  return { before, seconds: paced };
}

/** The same for the same text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
