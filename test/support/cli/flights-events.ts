/** The first events of the built-in flights as a file of NDJSON. */
import { openSync, writeSync } from 'node:fs';
import { flightsFile, readFlights } from '../../../functions/local/flights/flight-table';
import { chunkBytes, playFlights } from '../../../functions/local/flights/playback';

const CHUNK = 10_000;

export async function writeFlights(path: string, events: number): Promise<void> {
  const file = openSync(path, 'w');
  const buffer = new Uint8Array(chunkBytes(CHUNK));
  const chunks = playFlights(readFlights(flightsFile()), {
    after: 0,
    limit: events,
    size: CHUNK,
    nextBuffer: () => buffer,
  });
  for await (const { bytes, length } of chunks) writeSync(file, bytes, 0, length);
}
