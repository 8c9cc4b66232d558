/**
 * The application that the flights stand for: a prediction event when a flight departs, with the features served at that
 * moment, and an outcome event when it lands, merged in order of time. A flight lands after its distance at 480 mph, half an
 * hour on the ground and its delay (an early flight saves at most that half hour); it is late at 15 minutes or more.
 *
 * Order: by time; at the same millisecond landings before departures, since "landed so far" includes them; among landings by
 * ordinal. The ordinal of a flight is its row in the file, and its event id the same in base 36. Events are numbered from 1:
 * that number is their sequence. The same file gives the same bytes. O(log n) per event for n flights in the air.
 */
import { EVENT_BYTES, EventWriter } from './event-writer';
import type { FlightRows } from './flight-table';
import { InTheAir } from './in-the-air';
import { RecentLateness } from './recent-lateness';
import { noHabits, UsualDepartures } from './usual-departures';

const LATE_MINUTES = 15;
const MILES_PER_HOUR = 480;
const GROUND_MINUTES = 30;
const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/** Consecutive events, as lines of ASCII in the first `length` bytes. */
export interface EventChunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly length: number;
  readonly count: number;
  readonly firstSequence: number;
}

export interface PlaybackOptions {
  /** Events up to this number are played, since the running means need them, but not given. */
  readonly after: number;
  /** The number of the last event; Infinity: to the end. */
  readonly limit: number;
  /** Events per chunk. */
  readonly size: number;
  /** The buffer of the next chunk, of at least `chunkBytes(size)`; the playback waits for it. */
  nextBuffer(): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
}

export const chunkBytes = (size: number): number => size * EVENT_BYTES;

export async function* playFlights(
  flights: AsyncIterable<FlightRows>,
  options: PlaybackOptions,
): AsyncGenerator<EventChunk> {
  const stage = new Stage(options.after, options.limit, options.size);
  let bytes = await options.nextBuffer();
  stage.startChunk(bytes);
  for await (const rows of flights) {
    for (let row = stage.play(rows, 0); stage.isFull; row = stage.play(rows, row)) {
      yield stage.chunk(bytes);
      bytes = await options.nextBuffer();
      stage.startChunk(bytes);
    }
    if (stage.isOver) break;
  }
  for (stage.landAll(); stage.isFull; stage.landAll()) {
    yield stage.chunk(bytes);
    bytes = await options.nextBuffer();
    stage.startChunk(bytes);
  }
  if (stage.count > 0) yield stage.chunk(bytes);
}

/** Plays until the chunk is full, the rows are through, or the last event was given. */
class Stage {
  count = 0;
  #sequence = 0;
  #ordinal = 0;
  readonly #writer = new EventWriter();
  readonly #air = new InTheAir();
  readonly #lateness = new RecentLateness();
  readonly #usual = new UsualDepartures();
  readonly #habits = noHabits();

  constructor(
    readonly after: number,
    readonly limit: number,
    readonly size: number,
  ) {}

  get isFull(): boolean {
    return this.count === this.size;
  }

  get isOver(): boolean {
    return this.#sequence >= this.limit;
  }

  startChunk(bytes: Uint8Array<ArrayBuffer>): void {
    this.#writer.into(bytes);
    this.count = 0;
  }

  chunk(bytes: Uint8Array<ArrayBuffer>): EventChunk {
    const { count } = this;
    return { bytes, length: this.#writer.length, count, firstSequence: this.#sequence - count + 1 };
  }

  /** The row to go on with. */
  play(rows: FlightRows, row: number): number {
    while (row < rows.count && !this.isFull && !this.isOver) {
      const departsAtMs = rows.departureMinute[row]! * MS_PER_MINUTE;
      if (this.#air.nextLandingMs <= departsAtMs) this.#land();
      else this.#depart(rows, row++, departsAtMs);
    }
    return row;
  }

  landAll(): void {
    while (this.#air.nextLandingMs < Number.POSITIVE_INFINITY && !this.isFull && !this.isOver) this.#land();
  }

  #depart(rows: FlightRows, row: number, departsAtMs: number): void {
    const delayMinutes = rows.delayMinutes[row]!;
    const minute = rows.departureMinute[row]!;
    const origin = rows.origin[row]!;
    const destination = rows.destination[row]!;
    const minutes = GROUND_MINUTES + Math.max(delayMinutes, -GROUND_MINUTES);
    const flightMs = (rows.distanceMiles[row]! * MS_PER_HOUR) / MILES_PER_HOUR;
    const landsAtMs = departsAtMs + flightMs + minutes * MS_PER_MINUTE;
    if (this.#isGiven()) {
      this.#usual.serve(origin, destination, minute, this.#habits);
      this.#writer.prediction(this.#ordinal, rows, row, this.#lateness, this.#habits);
    }
    this.#usual.depart(origin, destination, minute);
    const isLate = delayMinutes >= LATE_MINUTES;
    this.#air.depart(landsAtMs, this.#ordinal++, minute, origin, destination, isLate);
  }

  #land(): void {
    const air = this.#air;
    const slot = air.land();
    const isLate = air.isLate[slot]!;
    const origin = air.origin[slot]!;
    const destination = air.destination[slot]!;
    this.#lateness.land(origin, destination, isLate);
    if (isLate === 1) {
      const minute = Math.floor(air.landsAtMs[slot]! / MS_PER_MINUTE);
      this.#usual.landLate(origin, destination, air.departureMinute[slot]!, minute);
    }
    if (this.#isGiven()) this.#writer.outcome(air.ordinal[slot]!, air.landsAtMs[slot]!, isLate);
  }

  /** Numbers the next event, and says whether it is written. */
  #isGiven(): boolean {
    if (++this.#sequence <= this.after) return false;
    this.count++;
    return true;
  }
}
