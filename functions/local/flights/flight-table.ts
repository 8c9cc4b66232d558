/**
 * The 3,000,000 US flights of January to June 2001 in npm's vega-datasets, as columns of numbers, one row group (272,727
 * flights) at a time, so that memory does not grow with the file. O(rows) time.
 *
 * The file has neither nulls nor flights out of order; both are checked, since the playback relies on them. Its times are
 * local to the airport and carry no zone: they are taken as UTC throughout.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { decompress } from 'fzstd';
import { type AsyncBuffer, asyncBufferFromFile, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet';
import { EventsUnreadable, unreadable } from '../event-source';

export const FLIGHTS = 3_000_000;

/** Consecutive flights, in order of departure. */
export interface FlightRows {
  readonly count: number;
  /** Minutes since the epoch. */
  readonly departureMinute: Float64Array;
  readonly delayMinutes: Float64Array;
  readonly distanceMiles: Float64Array;
  /** Indices into `airports`. */
  readonly origin: Float64Array;
  readonly destination: Float64Array;
  /** Grows from group to group; an airport keeps its index. */
  readonly airports: readonly string[];
}

const MICROSECONDS_PER_MINUTE = 60_000_000;

/** Where npm put the file, seen from a checkout and from an installed bundle alike. */
export function flightsFile(): string {
  const entry = createRequire(__filename).resolve('vega-datasets');
  return join(entry, '..', '..', 'data', 'flights-3m.parquet');
}

/** @throws EventsUnreadable */
export async function* readFlights(path: string): AsyncGenerator<FlightRows> {
  const airports: string[] = [];
  const codes = new Map<string, number>();
  const codeOf = (airport: string): number => {
    let code = codes.get(airport);
    if (code === undefined) {
      code = airports.push(airport) - 1;
      codes.set(airport, code);
    }
    return code;
  };
  let latestMinute = Number.NEGATIVE_INFINITY;
  for await (const { first, count, columns } of readGroups(path, codeOf)) {
    const [departureMinute, delayMinutes, distanceMiles, origin, destination] = columns;
    for (let row = 0; row < count; row++) {
      if (departureMinute[row]! < latestMinute) {
        throw new EventsUnreadable(path, `row ${first + row} departs before the row above it`);
      }
      latestMinute = departureMinute[row]!;
    }
    yield { count, departureMinute, delayMinutes, distanceMiles, origin, destination, airports };
  }
}

interface Group {
  /** Index of its first row in the file. */
  readonly first: number;
  readonly count: number;
  /** Departure, delay, distance, origin, destination. */
  readonly columns: readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
}

async function* readGroups(path: string, codeOf: (airport: string) => number): AsyncGenerator<Group> {
  try {
    const file = await asyncBufferFromFile(path);
    const metadata = await parquetMetadataAsync(file);
    let first = 0;
    for (const { num_rows } of metadata.row_groups) {
      const count = Number(num_rows);
      const read = (name: string): Promise<Float64Array> => readColumn(file, metadata, name, first, count, codeOf);
      // One after the other, so that only one column's boxed values are alive at a time.
      const columns = [
        await read('date'),
        await read('delay'),
        await read('distance'),
        await read('origin'),
        await read('destination'),
      ] as const;
      yield { first, count, columns };
      first += count;
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function readColumn(
  file: AsyncBuffer,
  metadata: FileMetaData,
  name: string,
  first: number,
  count: number,
  codeOf: (airport: string) => number,
): Promise<Float64Array> {
  const column = new Float64Array(count).fill(Number.NaN);
  await parquetRead({
    file,
    metadata,
    columns: [name],
    rowStart: first,
    rowEnd: first + count,
    compressors: { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) },
    // Departures are converted once per distinct value, in the dictionary: no Date per row.
    parsers: { timestampFromMicroseconds: (micros) => Number(micros) / MICROSECONDS_PER_MINUTE },
    onChunk: ({ columnData, rowStart }) => copyNumbers(columnData, column, rowStart - first, codeOf),
  });
  const row = column.findIndex(Number.isNaN);
  if (row >= 0) throw new Error(`column "${name}" has no usable value in row ${first + row}`);
  return column;
}

/** Anything that is neither a number nor an airport stays NaN. */
function copyNumbers(
  values: ArrayLike<unknown>,
  out: Float64Array,
  from: number,
  codeOf: (airport: string) => number,
): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value === 'number') out[from + row] = value;
    else if (typeof value === 'bigint') out[from + row] = Number(value);
    else if (typeof value === 'string') out[from + row] = codeOf(value);
  }
}
