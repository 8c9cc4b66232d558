import type { FlightRows } from '../../../../functions/local/flights/flight-table';

export interface Flight {
  readonly departs: string;
  readonly delayMinutes?: number;
  readonly distanceMiles?: number;
  readonly origin?: string;
  readonly destination?: string;
}

/** Flights written by hand as the table that the file would give. */
export function rowsOf(flights: readonly Flight[]): FlightRows {
  const airports: string[] = [];
  const codeOf = (airport: string): number => {
    const known = airports.indexOf(airport);
    return known >= 0 ? known : airports.push(airport) - 1;
  };
  return {
    count: flights.length,
    departureMinute: Float64Array.from(flights, ({ departs }) => Date.parse(departs) / 60_000),
    delayMinutes: Float64Array.from(flights, ({ delayMinutes = 0 }) => delayMinutes),
    distanceMiles: Float64Array.from(flights, ({ distanceMiles = 480 }) => distanceMiles),
    origin: Float64Array.from(flights, ({ origin = 'AAA' }) => codeOf(origin)),
    destination: Float64Array.from(flights, ({ destination = 'BBB' }) => codeOf(destination)),
    airports,
  };
}
