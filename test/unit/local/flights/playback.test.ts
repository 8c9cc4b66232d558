import { createHash } from 'node:crypto';
import { type FlightRows, flightsFile, readFlights } from '../../../../functions/local/flights/flight-table';
import { chunkBytes, playFlights } from '../../../../functions/local/flights/playback';
import { type Flight, rowsOf } from './rows';

async function* inGroups(groups: readonly FlightRows[]): AsyncGenerator<FlightRows> {
  yield* groups;
}

interface Played {
  readonly lines: string[];
  readonly firstSequence: number | null;
}

async function played(
  flights: AsyncIterable<FlightRows>,
  { after = 0, limit = Number.POSITIVE_INFINITY, size = 7 }: { after?: number; limit?: number; size?: number } = {},
): Promise<Played> {
  const buffer = new Uint8Array(chunkBytes(size));
  const lines: string[] = [];
  let firstSequence: number | null = null;
  for await (const chunk of playFlights(flights, { after, limit, size, nextBuffer: () => buffer })) {
    const text = Buffer.from(chunk.bytes.subarray(0, chunk.length)).toString('latin1');
    const ofChunk = text.split('\n').slice(0, -1);
    expect(ofChunk.length).toBe(chunk.count);
    expect(chunk.count).toBeLessThanOrEqual(size);
    firstSequence ??= chunk.firstSequence;
    expect(chunk.firstSequence).toBe(firstSequence + lines.length);
    lines.push(...ofChunk);
  }
  return { lines, firstSequence };
}

const told = ({ lines }: Played): string[] =>
  lines.map((line) => {
    const { type, eventId, time, outcome } = JSON.parse(line);
    return `${time.slice(11, 19)} ${type === 'prediction' ? 'departs' : outcome === 1 ? 'late' : 'on time'} ${eventId}`;
  });

const at = (time: string, flight: Omit<Flight, 'departs'> = {}): Flight => ({
  departs: `2001-01-01T${time}:00Z`,
  ...flight,
});

/** Read once for all tests. */
let firstGroup: FlightRows;
beforeAll(async () => {
  for await (const rows of readFlights(flightsFile())) {
    firstGroup = rows;
    return;
  }
});

/** For what must not depend on how the events are cut. */
const firstFlights = (): AsyncGenerator<FlightRows> => inGroups([{ ...firstGroup, count: 5000 }]);

test('a flight lands after its distance at 480 mph, half an hour and its delay, and is late from 15 minutes on', async () => {
  const flights = [
    at('10:00', { distanceMiles: 480, delayMinutes: 14 }),
    at('10:01', { distanceMiles: 480, delayMinutes: 15 }),
  ];
  expect(told(await played(inGroups([rowsOf(flights)])))).toEqual([
    '10:00:00 departs 0',
    '10:01:00 departs 1',
    '11:44:00 on time 0',
    '11:46:00 late 1',
  ]);
});

test('an early flight saves at most the half hour', async () => {
  const flights = [at('10:00', { distanceMiles: 240, delayMinutes: -300 })];
  expect(told(await played(inGroups([rowsOf(flights)])))).toEqual(['10:00:00 departs 0', '10:30:00 on time 0']);
});

test('what lands at the moment of a departure is known to it', async () => {
  const flights = [
    at('10:00', { distanceMiles: 480, delayMinutes: 30, origin: 'AAA', destination: 'BBB' }),
    at('12:00', { origin: 'AAA', destination: 'BBB' }),
  ];
  const { lines } = await played(inGroups([rowsOf(flights)]));
  expect(told({ lines, firstSequence: 1 }).slice(1, 3)).toEqual(['12:00:00 late 0', '12:00:00 departs 1']);
  expect(JSON.parse(lines[2]!).features).toMatchObject({
    recentLateAtOrigin: 0.24,
    recentLateAtDestination: 0.24,
    recentLate: 0.204,
    lateAroundNow: 0.2,
    overdue120: 0,
  });
});

test('of flights that land together, the one that departed first comes first', async () => {
  const flights = [at('10:00', { distanceMiles: 960 }), at('11:00'), at('11:00')];
  expect(told(await played(inGroups([rowsOf(flights)]))).slice(3)).toEqual([
    '12:30:00 on time 0',
    '12:30:00 on time 1',
    '12:30:00 on time 2',
  ]);
});

test('the first 40,000 events are byte for byte those of an independent implementation', async () => {
  // SHA-256 over the lines, from Python: pandas read the file, all events were sorted by (time, landing before departure,
  // ordinal), the means kept in dicts, the usual departures in numpy, and the lines written by format strings. The same script agreed on the
  // first 400,000 events, which are twelve days.
  const { lines } = await played(inGroups([firstGroup]), { limit: 40_000, size: 4096 });
  const hash = createHash('sha256');
  for (const line of lines) hash.update(`${line}\n`);
  expect(hash.digest('hex')).toBe('68db877e81bbc5c8f597a03222d20eec54b634bf6dfb58ece9b1a76b8e6f4480');
});

test('after a position come exactly the events that would have come then', async () => {
  const whole = await played(firstFlights(), { size: 4096 });
  expect(whole.lines.length).toBe(10_000);
  expect(whole.firstSequence).toBe(1);
  for (const after of [1, 4096, 9999]) {
    const rest = await played(firstFlights(), { after, size: 1000 });
    expect(rest.firstSequence).toBe(after + 1);
    expect(rest.lines).toEqual(whole.lines.slice(after));
  }
  expect((await played(firstFlights(), { after: 10_000 })).lines).toEqual([]);
});

test('a limit counts from the beginning, and the last landings are given without one', async () => {
  const whole = await played(firstFlights(), { size: 4096 });
  const limited = await played(firstFlights(), { after: 990, limit: 1000, size: 4 });
  expect(limited.lines).toEqual(whole.lines.slice(990, 1000));
  expect((await played(firstFlights(), { after: 1000, limit: 1000 })).lines).toEqual([]);
  expect(JSON.parse(whole.lines.at(-1)!).type).toBe('outcome');
});
