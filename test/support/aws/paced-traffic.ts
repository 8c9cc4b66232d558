/**
 * Flights as one of four shards gets them at a thousand events a second, from an application whose labels come late: half of each
 * second's events are new predictions, the other half outcomes of predictions that were sent well before. An outcome that came in
 * the batch of its prediction would save a read and a write. Ids are as long as UUIDs; nothing is sent twice.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { flightsArrivals } from './flights-arrivals';

export const EVENTS_PER_SECOND = 1_000;
export const SHARDS = 4;
const PAIRS_PER_SECOND = EVENTS_PER_SECOND / SHARDS / 2;
/** Enough for each shard to get some. */
const SPREAD = 24;

export interface PacedTraffic {
  /** Predictions whose outcomes are in the seconds. */
  readonly before: readonly string[];
  /** To the first shard. */
  readonly seconds: readonly (readonly string[])[];
  /** Predictions to all shards: the slowest of them says what time it is. First before the seconds, then after them. */
  readonly spread: readonly [first: readonly string[], last: readonly string[]];
}

const event = z.looseObject({ type: z.enum(['prediction', 'outcome']), eventId: z.string() });
type Event = z.infer<typeof event>;

/** @param startMs time of the first event @param after see flightsArrivals */
export async function pacedTraffic(seconds: number, startMs: number, after: number): Promise<PacedTraffic> {
  const pairs = seconds * PAIRS_PER_SECOND;
  const needed = 2 * (pairs + SPREAD);
  const { lines } = await flightsArrivals({
    // Enough for those whose other half is outside.
    ...{ events: 8 * needed, after, duplicates: 0, disorderMs: 0, seed: 1 },
    moved: { endMs: startMs },
  });
  const events = lines.map((line) => event.parse(JSON.parse(line)));
  const outcomes = new Map(
    events.filter(({ type }) => type === 'outcome').map((outcome) => [outcome.eventId, outcome]),
  );
  const predictions = events.filter(({ type, eventId }) => type === 'prediction' && outcomes.has(eventId));
  if (predictions.length < needed) throw new Error(`${predictions.length} flights are too few: ${needed} are sent`);

  let sent = 0;
  const send = (given: Event, idOf: (text: string) => string): string => {
    const time = new Date(startMs + sent++).toISOString();
    return JSON.stringify({ ...given, eventId: idOf(given.eventId), time });
  };
  const take = (count: number): Event[] => predictions.splice(0, count);
  const spread = (): string[] => take(SPREAD).map((given) => send(given, uuidOf));

  const first = spread();
  const served = take(pairs);
  const before = served.map((given) => send(given, idOfFirstShard));
  const paced = Array.from({ length: seconds }, (_, second) =>
    served
      .slice(second * PAIRS_PER_SECOND, (second + 1) * PAIRS_PER_SECOND)
      .flatMap(({ eventId }) => [...take(1), outcomes.get(eventId)!].map((given) => send(given, idOfFirstShard))),
  );
  return { before, seconds: paced, spread: [first, spread()] };
}

/** The same for the same text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Kinesis spreads records by the MD5 of their partition key, the event id. */
function idOfFirstShard(text: string): string {
  for (let nth = 0; ; nth += 1) {
    const id = uuidOf(`${text} ${nth}`);
    if (createHash('md5').update(id).digest().readUInt32BE() < 2 ** 32 / SHARDS) return id;
  }
}
