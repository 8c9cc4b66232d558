/**
 * Flight events as NDJSON, straight into a buffer: about 0.2 microseconds an event, where building objects for JSON.stringify
 * takes 2. Everything written is ASCII, so a reader may decode it as Latin-1, the cheapest decoding there is. Features are
 * served as an application would send them: hour and weekday are words of the departure's clock, and computed numbers have
 * four decimals.
 */
import type { FlightRows } from './flight-table';
import type { RecentLateness } from './recent-lateness';
import type { DepartureHabits } from './usual-departures';

const DECIMALS_SCALE = 10_000;
const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;
const ZERO = 0x30;
const MINUS = 0x2d;

/** Room for any one event: an event id, two names of up to 16 bytes, and the constant parts. */
export const EVENT_BYTES = 512;

const ascii = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'latin1'));

const PREDICTION = ascii('{"type":"prediction","model":"flights","eventId":"');
const OUTCOME = ascii('{"type":"outcome","model":"flights","eventId":"');
const TIME = ascii('","time":"');
const ORIGIN = ascii('","features":{"origin":"');
const DESTINATION = ascii('","destination":"');
const HOUR = ascii('","hour":"');
const WEEKDAY = ascii('","weekday":"');
const DISTANCE = ascii('","distance":');
const AT_ORIGIN = ascii(',"recentLateAtOrigin":');
const AT_DESTINATION = ascii(',"recentLateAtDestination":');
const OVERALL = ascii(',"recentLate":');
const LATE_AROUND = ascii(',"lateAroundNow":');
const USUAL_AROUND = ascii(',"logUsualAroundNow":');
const USUAL_SOON = ascii(',"logUsualSoon":');
const OVERDUE_15 = ascii(',"overdue15":');
const OVERDUE_60 = ascii(',"overdue60":');
const OVERDUE_120 = ascii(',"overdue120":');
const PREDICTION_END = ascii('}}\n');
const OUTCOME_0 = ascii('","outcome":0}\n');
const OUTCOME_1 = ascii('","outcome":1}\n');
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].map(ascii);

export class EventWriter {
  length = 0;
  #bytes = new Uint8Array(0);
  #day = Number.NaN;
  /** `2001-01-01T`, for `#day`. */
  #date = new Uint8Array(0);
  readonly #airports: Uint8Array[] = [];

  /** Starts anew at the beginning of `bytes`, which must have room for EVENT_BYTES per event to come. */
  into(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.length = 0;
  }

  /** The flight in `row` departs, and this is what stood then. */
  prediction(ordinal: number, rows: FlightRows, row: number, lateness: RecentLateness, habits: DepartureHabits): void {
    const timeMs = rows.departureMinute[row]! * MS_PER_MINUTE;
    const origin = rows.origin[row]!;
    const destination = rows.destination[row]!;
    this.#put(PREDICTION);
    this.#id(ordinal);
    this.#put(TIME);
    this.#time(timeMs);
    this.#put(ORIGIN);
    this.#put(this.#airport(origin, rows.airports));
    this.#put(DESTINATION);
    this.#put(this.#airport(destination, rows.airports));
    this.#put(HOUR);
    this.#integer(Math.floor((timeMs % MS_PER_DAY) / MS_PER_HOUR));
    this.#put(WEEKDAY);
    // The epoch began on a Thursday.
    this.#put(WEEKDAYS[(Math.floor(timeMs / MS_PER_DAY) + 4) % 7]!);
    this.#put(DISTANCE);
    this.#integer(rows.distanceMiles[row]!);
    this.#put(AT_ORIGIN);
    this.#decimal(lateness.atOrigin[origin]!);
    this.#put(AT_DESTINATION);
    this.#decimal(lateness.atDestination[destination]!);
    this.#put(OVERALL);
    this.#decimal(lateness.overall);
    this.#put(LATE_AROUND);
    this.#decimal(habits.lateAroundNow);
    this.#put(USUAL_AROUND);
    this.#decimal(habits.logUsualAroundNow);
    this.#put(USUAL_SOON);
    this.#decimal(habits.logUsualSoon);
    this.#put(OVERDUE_15);
    this.#decimal(habits.overdue15);
    this.#put(OVERDUE_60);
    this.#decimal(habits.overdue60);
    this.#put(OVERDUE_120);
    this.#decimal(habits.overdue120);
    this.#put(PREDICTION_END);
  }

  outcome(ordinal: number, timeMs: number, isLate: number): void {
    this.#put(OUTCOME);
    this.#id(ordinal);
    this.#put(TIME);
    this.#time(timeMs);
    this.#put(isLate === 1 ? OUTCOME_1 : OUTCOME_0);
  }

  #put(part: Uint8Array): void {
    const bytes = this.#bytes;
    let length = this.length;
    for (let i = 0; i < part.length; i++) bytes[length++] = part[i]!;
    this.length = length;
  }

  #airport(code: number, airports: readonly string[]): Uint8Array {
    this.#airports[code] ??= ascii(airports[code]!);
    return this.#airports[code]!;
  }

  /** Base 36, as Number.prototype.toString(36) has it. */
  #id(ordinal: number): void {
    let places = 1;
    for (let rest = Math.floor(ordinal / 36); rest > 0; rest = Math.floor(rest / 36)) places++;
    let rest = ordinal;
    for (let place = this.length + places - 1; place >= this.length; place--) {
      const digit = rest % 36;
      this.#bytes[place] = digit < 10 ? ZERO + digit : 0x61 + digit - 10;
      rest = (rest - digit) / 36;
    }
    this.length += places;
  }

  #integer(value: number): void {
    let power = 1;
    while (power * 10 <= value) power *= 10;
    for (; power >= 1; power /= 10) this.#bytes[this.length++] = ZERO + (Math.floor(value / power) % 10);
  }

  /** Rounded, halves away from zero, and without trailing zeros. */
  #decimal(value: number): void {
    let rest = Math.round((value < 0 ? -value : value) * DECIMALS_SCALE);
    if (value < 0 && rest > 0) this.#bytes[this.length++] = MINUS;
    this.#integer(Math.floor(rest / DECIMALS_SCALE));
    rest %= DECIMALS_SCALE;
    if (rest === 0) return;
    this.#bytes[this.length++] = 0x2e;
    for (let power = DECIMALS_SCALE / 10; rest > 0; power /= 10) {
      const digit = Math.floor(rest / power);
      this.#bytes[this.length++] = ZERO + digit;
      rest -= digit * power;
    }
  }

  #two(value: number): void {
    this.#bytes[this.length++] = ZERO + Math.floor(value / 10);
    this.#bytes[this.length++] = ZERO + (value % 10);
  }

  /** As Date.prototype.toISOString, with milliseconds only where there are any. */
  #time(timeMs: number): void {
    const day = Math.floor(timeMs / MS_PER_DAY);
    if (day !== this.#day) {
      this.#day = day;
      this.#date = ascii(new Date(timeMs).toISOString().slice(0, 11));
    }
    this.#put(this.#date);
    const ms = timeMs - day * MS_PER_DAY;
    const second = Math.floor(ms / MS_PER_SECOND);
    this.#two(Math.floor(second / 3600));
    this.#bytes[this.length++] = 0x3a;
    this.#two(Math.floor(second / 60) % 60);
    this.#bytes[this.length++] = 0x3a;
    this.#two(second % 60);
    const fraction = ms % MS_PER_SECOND;
    if (fraction !== 0) {
      this.#bytes[this.length++] = 0x2e;
      this.#bytes[this.length++] = ZERO + Math.floor(fraction / 100);
      this.#two(fraction % 100);
    }
    this.#bytes[this.length++] = 0x5a;
  }
}
