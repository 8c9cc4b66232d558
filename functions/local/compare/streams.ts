/**
 * Public streams with a history, for comparing learners on: a folder of gzipped CSV that `--streams` or PERENNIAL_SHARED_DATA names. Each
 * says what is predicted, from which columns, when the prediction was due, and when its label became known.
 */
import type { ModelDeclaration } from '../../contracts/declaration';
import { days, hours, minutes } from '../../contracts/duration';
import type { LearnerDeclaration } from '../../contracts/learners/learner';
import { linear, logistic } from '../../contracts/learners/linear';
import { binary, categorical, model, numeric, regression, whenBetter } from '../../contracts/model';

export type Row = Readonly<Record<string, string>>;

/** What a row is as an example. */
export interface Told {
  readonly predictedAtMs: number;
  readonly completedAtMs: number;
  readonly outcome: number;
}

export interface SharedStream {
  /** Below the folder. */
  readonly file: string;
  readonly format: 'csv' | 'libsvm';
  readonly declare: (learners: readonly LearnerDeclaration[]) => ModelDeclaration;
  /** Learners when none are named. */
  readonly usual: readonly LearnerDeclaration[];
  /** `at`: the row's number from 0, for streams without times. */
  readonly told: (row: Row, at: number) => Told;
}

const YEAR_MS = days(365);

interface Classes {
  readonly numeric?: readonly string[];
  readonly categorical?: readonly string[];
}

const features = ({ numeric: numbers = [], categorical: categories = [] }: Classes) => ({
  ...Object.fromEntries(numbers.map((name) => [name, numeric()])),
  ...Object.fromEntries(categories.map((name) => [name, categorical()])),
});

const classified =
  (name: string, columns: Classes) =>
  (learners: readonly LearnerDeclaration[]): ModelDeclaration =>
    model(name, {
      outcome: binary({ within: 3 * YEAR_MS }),
      features: features(columns),
      learners,
      promote: whenBetter({ metric: 'logLoss' }),
    });

const regressed =
  (name: string, columns: Classes, lossBound: number) =>
  (learners: readonly LearnerDeclaration[]): ModelDeclaration =>
    model(name, {
      outcome: regression({ within: YEAR_MS }),
      features: features(columns),
      learners,
      promote: whenBetter({ metric: 'absoluteError', lossBound }),
    });

/** Labels known before the next prediction, as test-then-train has it. */
const atOnce = (beginMs: number, everyMs: number, outcome: (row: Row) => number) => (row: Row, at: number) => ({
  predictedAtMs: beginMs + at * everyMs,
  completedAtMs: beginMs + at * everyMs,
  outcome: outcome(row),
});

const is = (column: string, value: string) => (row: Row) => Number(row[column] === value);
const utc = (text: string | undefined): number => Date.parse(`${text?.replace(' ', 'T')}Z`);

export const STREAMS: Readonly<Record<string, SharedStream>> = {
  elec2: {
    file: 'elec2/elec2.csv.gz',
    format: 'csv',
    declare: classified('elec2', {
      numeric: ['date', 'day', 'period', 'nswprice', 'nswdemand', 'vicprice', 'vicdemand', 'transfer'],
    }),
    usual: [logistic()],
    told: atOnce(Date.UTC(1996, 4, 7), minutes(30), is('class', 'UP')),
  },
  phishing: {
    file: 'river_small/river_phishing.csv.gz',
    format: 'csv',
    declare: classified('phishing', {
      numeric: [
        'empty_server_form_handler',
        'popup_window',
        'https',
        'request_from_other_domain',
        'anchor_from_other_domain',
        'is_popular',
        'long_url',
        'age_of_domain',
        'ip_in_url',
      ],
    }),
    usual: [logistic()],
    told: atOnce(0, 1000, is('is_phishing', '1')),
  },
  bananas: {
    file: 'river_small/river_banana.libsvm.gz',
    format: 'libsvm',
    declare: classified('bananas', { numeric: ['x1', 'x2'] }),
    usual: [logistic()],
    told: atOnce(0, 1000, is('label', '1')),
  },
  hotels: {
    file: 'hotel_bookings/hotel_bookings_by_booking_date.csv.gz',
    format: 'csv',
    declare: classified('hotels', {
      numeric: [
        'lead_time',
        'stays_in_weekend_nights',
        'stays_in_week_nights',
        'adults',
        'children',
        'babies',
        'previous_cancellations',
        'previous_bookings_not_canceled',
        'adr',
        'required_car_parking_spaces',
        'total_of_special_requests',
      ],
      categorical: [
        'hotel',
        'meal',
        'country',
        'market_segment',
        'distribution_channel',
        'is_repeated_guest',
        'reserved_room_type',
        'deposit_type',
        'agent',
        'company',
        'customer_type',
      ],
    }),
    usual: [logistic()],
    told: (row) => ({
      predictedAtMs: utc(row.booking_date),
      // The label is of a day; it is known when that day is over.
      completedAtMs: utc(row.label_date) + days(1),
      outcome: Number(row.is_canceled),
    }),
  },
  fraud: {
    file: 'fraud_handbook_simulated/transactions_terminals_mod4.csv.gz',
    format: 'csv',
    declare: classified('fraud', { numeric: ['amount'], categorical: ['customer_id', 'terminal_id'] }),
    usual: [logistic()],
    told: (row) => {
      const predictedAtMs = utc(row.tx_datetime);
      return { predictedAtMs, completedAtMs: predictedAtMs + days(7), outcome: Number(row.is_fraud) };
    },
  },
  bikes: {
    file: 'bike_sharing_hourly/bike_sharing_hourly.csv.gz',
    format: 'csv',
    declare: regressed(
      'bikes',
      {
        numeric: ['temp', 'atemp', 'hum', 'windspeed', 'yr'],
        categorical: ['season', 'mnth', 'hr', 'holiday', 'weekday', 'workingday', 'weathersit'],
      },
      1000,
    ),
    usual: [linear()],
    told: (row) => {
      const predictedAtMs = utc(row.dteday) + hours(Number(row.hr));
      return { predictedAtMs, completedAtMs: predictedAtMs + hours(1), outcome: Number(row.cnt) };
    },
  },
  trump: {
    file: 'river_small/river_trump_approval.csv.gz',
    format: 'csv',
    declare: regressed(
      'trump',
      { numeric: ['ordinal_date', 'gallup', 'ipsos', 'morning_consult', 'rasmussen', 'you_gov'] },
      100,
    ),
    usual: [linear()],
    told: atOnce(0, days(1), (row) => Number(row.five_thirty_eight)),
  },
};
