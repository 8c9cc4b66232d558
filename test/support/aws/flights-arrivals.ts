/**
 * The first events of the flights as an application would send them today: their times moved so that the last is now, some of
 * them twice, and out of order by as much as the declaration allows for. The same seed and end give the same lines.
 */
import { flightsSource } from '../../../functions/local/flights/source';
import { createPrng } from '../prng';

export interface Arrivals {
  /** Events as JSON, in the order in which they are sent. */
  readonly lines: readonly string[];
  readonly distinct: number;
  readonly duplicates: number;
  /** By how much their times were moved. */
  readonly shiftMs: number;
}

export interface ArrivalOptions {
  readonly events: number;
  /** Events before these are left out: a later part of the same story. @default 0 */
  readonly after?: number;
  /** Time of the last event, or how far to move all of them: as far as those that they follow. */
  readonly moved: { readonly endMs: number } | { readonly shiftMs: number };
  readonly seed: number;
  /** Share of the events that are sent a second time. @default 0.02 */
  readonly duplicates?: number;
  /** An event is sent at most so long after its time. @default 5 minutes */
  readonly disorderMs?: number;
}

const BATCH = 4096;
const DISORDER_MS = 5 * 60_000;

/** O(n log n). */
export async function flightsArrivals({
  events,
  after = 0,
  moved,
  seed,
  duplicates = 0.02,
  disorderMs = DISORDER_MS,
}: ArrivalOptions): Promise<Arrivals> {
  const played = await playedEvents(after, events);
  const shiftMs = 'shiftMs' in moved ? moved.shiftMs : moved.endMs - Math.max(...played.map(timeOf));
  const prng = createPrng(seed);
  const sent: { readonly atMs: number; readonly line: string }[] = [];
  let repeated = 0;
  for (const event of played) {
    const timeMs = timeOf(event) + shiftMs;
    const line = JSON.stringify({ ...event, time: new Date(timeMs).toISOString() });
    sent.push({ atMs: timeMs + prng.next() * disorderMs, line });
    if (prng.next() >= duplicates) continue;
    sent.push({ atMs: timeMs + prng.next() * disorderMs, line });
    repeated += 1;
  }
  sent.sort((a, b) => a.atMs - b.atMs);
  return { lines: sent.map(({ line }) => line), distinct: played.length, duplicates: repeated, shiftMs };
}

interface Played {
  readonly time: string;
}

/**
 * First the predictions, then their outcomes, so that no outcome comes in the batch of its prediction; without those of which one
 * half alone is among them.
 */
export function halvesOf({ lines }: Arrivals): readonly [predictions: readonly string[], outcomes: readonly string[]] {
  const events = lines.map((line): { eventId: string; type: string } => JSON.parse(line));
  const idsOf = (type: string) => new Set(events.filter((event) => event.type === type).map(({ eventId }) => eventId));
  const [predicted, known] = [idsOf('prediction'), idsOf('outcome')];
  return [
    lines.filter((_, at) => events[at]!.type === 'prediction' && known.has(events[at]!.eventId)),
    lines.filter((_, at) => events[at]!.type === 'outcome' && predicted.has(events[at]!.eventId)),
  ];
}

const timeOf = ({ time }: Played): number => Date.parse(time);

async function playedEvents(after: number, count: number): Promise<Played[]> {
  const source = flightsSource();
  const played: Played[] = [];
  for await (const { records } of source.batches({ after: String(after), size: BATCH, limit: after + count })) {
    for (const { data } of records) played.push(JSON.parse(data));
  }
  await source.close();
  return played;
}
