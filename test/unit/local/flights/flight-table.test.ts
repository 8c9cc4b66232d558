import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventsUnreadable } from '../../../../functions/local/event-source';
import { type FlightRows, flightsFile, readFlights } from '../../../../functions/local/flights/flight-table';
import { MISSING_DELAY, OUT_OF_ORDER } from './small-tables';

const first = async (path: string): Promise<FlightRows> => {
  for await (const rows of readFlights(path)) return rows;
  throw new Error('no rows');
};

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flight-table-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('the first row group is what pandas reads', async () => {
  const rows = await first(flightsFile());
  expect(rows.count).toBe(272_727);
  expect({
    departureMinute: sum(rows.departureMinute),
    delayMinutes: sum(rows.delayMinutes),
    distanceMiles: sum(rows.distanceMiles),
    latest: new Date(rows.departureMinute.at(-1)! * 60_000).toISOString(),
    origin: rows.airports[rows.origin.at(-1)!],
    destination: rows.airports[rows.destination.at(-1)!],
    airports: new Set(rows.airports).size,
  }).toEqual({
    // pandas 2, pyarrow: d.iloc[:272727], dates as minutes since the epoch.
    departureMinute: 4_450_153_195_444,
    delayMinutes: 2_109_807,
    distanceMiles: 198_980_910,
    latest: '2001-01-17T15:35:00.000Z',
    origin: 'HOU',
    destination: 'OKC',
    airports: 223,
  });
});

test('a missing file is named', async () => {
  const path = join(folder, 'missing.parquet');
  await expect(first(path)).rejects.toThrow(EventsUnreadable);
  await expect(first(path)).rejects.toThrow(path);
});

test('a file that is not Parquet is refused with the reason', async () => {
  const path = join(folder, 'text.parquet');
  writeFileSync(path, 'origin,destination\nLAS,PHL\n');
  await expect(first(path)).rejects.toThrow(/cannot read events from .*text\.parquet: parquet file invalid/);
});

test('a missing value, or a flight before the one above it, is refused with its row', async () => {
  const path = join(folder, 'small.parquet');
  writeFileSync(path, MISSING_DELAY);
  await expect(first(path)).rejects.toThrow('column "delay" has no usable value in row 1');
  writeFileSync(path, OUT_OF_ORDER);
  await expect(first(path)).rejects.toThrow('row 1 departs before the row above it');
});
