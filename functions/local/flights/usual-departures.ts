/**
 * Is this a usual time to leave on this route, and is a flight overdue? A departure at a time of day at which none usually leaves is
 * most often one that waited, and so is one after a gap: the application has no timetable, but it has seen the days before.
 *
 * Per route and minute of the day it counts departures, and those of them that landed late; a count weighs e^(-1/14) as much a day
 * later. Departures count when they happen, lateness when it is known at the landing. What is served at a departure: the share of
 * late ones around this time of day, how many usually leave around it, how many soon after it, and how many more than have left
 * usually do so in the last quarter of an hour, hour, and two hours. O(1) per event (some 150 minutes are read), and O(1440) per
 * route and day; 11.5 kB a route. A new route stands at a late share of 0.2, and usually has no departures.
 */
const MINUTES_PER_DAY = 1440;
const DAILY_DECAY = Math.exp(-1 / 14);

/** A departure 9 minutes off no longer counts as one around now. */
const AROUND_MINUTES = 9;
/** The late share starts from one departure of this lateness. */
const START = 0.2;
/** As many minutes ahead of its usual time a flight may leave without being early. */
const EARLY_MINUTES = 2;
const SOON_MINUTES = 20;

/** So that the logarithm of no departures is a number. */
const AROUND_FLOOR = 0.03;
const SOON_FLOOR = 0.1;

/** More than ever left on one route within two hours. */
const REMEMBERED = 32;

export interface DepartureHabits {
  lateAroundNow: number;
  logUsualAroundNow: number;
  logUsualSoon: number;
  overdue15: number;
  overdue60: number;
  overdue120: number;
}

export const noHabits = (): DepartureHabits => ({
  lateAroundNow: 0,
  logUsualAroundNow: 0,
  logUsualSoon: 0,
  overdue15: 0,
  overdue60: 0,
  overdue120: 0,
});

class Route {
  /** By minute of the day, as of `day`. */
  readonly departed = new Float32Array(MINUTES_PER_DAY);
  readonly late = new Float32Array(MINUTES_PER_DAY);
  /** Minutes since the epoch of the latest departures, `count` in all so far: a ring. */
  readonly latest = new Int32Array(REMEMBERED);
  count = 0;

  constructor(public day: number) {}

  goOnTo(day: number): void {
    if (day <= this.day) return;
    const decay = repeated(DAILY_DECAY, day - this.day);
    this.day = day;
    const { departed, late } = this;
    for (let minute = 0; minute < MINUTES_PER_DAY; minute++) {
      departed[minute] = departed[minute]! * decay;
      late[minute] = late[minute]! * decay;
    }
  }

  /** Departures within the last `minutes`. */
  since(now: number, minutes: number): number {
    const known = Math.min(this.count, REMEMBERED);
    let departures = 0;
    for (let back = 1; back <= known; back++) {
      if (now - this.latest[(this.count - back) % REMEMBERED]! > minutes) break;
      departures++;
    }
    return departures;
  }
}

/** As an integer, whose arithmetic is the faster. */
const minuteOfDay = (minute: number): number => (minute | 0) % MINUTES_PER_DAY;

/** A minute of the day before or after is one of the same day. */
const wrapped = (minute: number): number => {
  if (minute < 0) return minute + MINUTES_PER_DAY;
  return minute < MINUTES_PER_DAY ? minute : minute - MINUTES_PER_DAY;
};

/** Of both of these minutes of the day and those between. */
function sumBetween(counts: Float32Array, from: number, to: number): number {
  let sum = 0;
  let at = wrapped(from);
  for (let left = to - from; left >= 0; left--) {
    sum += counts[at]!;
    if (++at === MINUTES_PER_DAY) at = 0;
  }
  return sum;
}

/** Always the same product, whatever the machine's power function. */
function repeated(factor: number, times: number): number {
  let product = 1;
  for (let i = 0; i < times; i++) product *= factor;
  return product;
}

export class UsualDepartures {
  readonly #routes = new Map<number, Route>();
  #day = Number.NaN;
  /** What a route with one departure at this minute on every day before has counted there. */
  #days = 0;

  /** What stands when a flight departs, itself not counted; filled into `habits`. */
  serve(origin: number, destination: number, minute: number, habits: DepartureHabits): void {
    const route = this.#route(origin, destination, minute);
    const { departed, late } = route;
    const days = this.#days === 0 ? 1 : this.#days;
    const now = minuteOfDay(minute);
    let lateAround = START;
    let around = 0;
    for (let distance = 1 - AROUND_MINUTES; distance < AROUND_MINUTES; distance++) {
      const nearness = 1 - Math.abs(distance) / AROUND_MINUTES;
      const at = wrapped(now + distance);
      around += nearness * departed[at]!;
      lateAround += nearness * late[at]!;
    }
    const last15 = sumBetween(departed, now - 15, now + EARLY_MINUTES);
    const last60 = last15 + sumBetween(departed, now - 60, now - 16);
    const last120 = last60 + sumBetween(departed, now - 120, now - 61);
    const soon = sumBetween(departed, now + EARLY_MINUTES + 1, now + SOON_MINUTES);
    habits.lateAroundNow = lateAround / (around + 1);
    habits.logUsualAroundNow = Math.log(AROUND_FLOOR + around / days);
    habits.logUsualSoon = Math.log(SOON_FLOOR + soon / days);
    habits.overdue15 = last15 / days - route.since(minute, 15);
    habits.overdue60 = last60 / days - route.since(minute, 60);
    habits.overdue120 = last120 / days - route.since(minute, 120);
  }

  depart(origin: number, destination: number, minute: number): void {
    const route = this.#route(origin, destination, minute);
    const at = minuteOfDay(minute);
    route.departed[at] = route.departed[at]! + 1;
    route.latest[route.count++ % REMEMBERED] = minute;
  }

  /** A flight that departed at `departureMinute` landed late; `minute` is now. */
  landLate(origin: number, destination: number, departureMinute: number, minute: number): void {
    const route = this.#route(origin, destination, minute);
    const age = Math.floor(minute / MINUTES_PER_DAY) - Math.floor(departureMinute / MINUTES_PER_DAY);
    const at = minuteOfDay(departureMinute);
    route.late[at] = route.late[at]! + repeated(DAILY_DECAY, age);
  }

  #route(origin: number, destination: number, minute: number): Route {
    const day = Math.floor(minute / MINUTES_PER_DAY);
    if (this.#day !== day) this.#goOnTo(day);
    // Airports are numbered below 2^16.
    const key = origin * 65_536 + destination;
    let route = this.#routes.get(key);
    if (route === undefined) {
      route = new Route(day);
      this.#routes.set(key, route);
    }
    route.goOnTo(day);
    return route;
  }

  #goOnTo(day: number): void {
    for (let passed = this.#day; passed < day; passed++) this.#days = (this.#days + 1) * DAILY_DECAY;
    this.#day = day;
  }
}
