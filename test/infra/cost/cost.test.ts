/** Expected sums are worked out by hand from the price list of us-east-1, in the comments. */
import type { CallsPerMillionEvents, CallsPerMonth } from '../../../infra/cost/calls';
import { bill, costPage } from '../../../infra/cost/cost-page';
import { type Deployed, type DeployedStream, deployedIn } from '../../../infra/cost/deployed';
import { type CostLine, costLines } from '../../../infra/cost/estimate';
import { flights } from '../../../infra/models/flights';
import { templateOf } from '../deployed';

const NOTHING: Deployed = { streams: {}, functions: {}, alarms: 0, dashboards: 0, keys: 0 };
const NO_CALLS: CallsPerMillionEvents = {
  streams: {},
  functions: {},
  writeUnits: 0,
  readUnits: 0,
  objectsPut: 0,
  objectsGot: 0,
  bytesKept: 0,
  bytesLogged: 0,
};
const NO_CLOCK: CallsPerMonth = {
  functions: {},
  writeUnits: 0,
  readUnits: 0,
  stateTransitions: 0,
  metrics: 0,
  archiveDays: 0,
};
const stream = (of: Partial<DeployedStream>): DeployedStream => ({
  shards: null,
  retentionHours: 24,
  sharedReaders: 0,
  fannedOutReaders: 0,
  ...of,
});
const named = (lines: readonly CostLine[], what: string): CostLine => lines.find((line) => line.what.includes(what))!;
const streamCost = (of: Partial<DeployedStream>, records: number, bytes: number): readonly CostLine[] =>
  costLines({ ...NOTHING, streams: { S: stream(of) } }, { ...NO_CALLS, streams: { S: { records, bytes } } }, NO_CLOCK);

it('nothing costs nothing', () => {
  expect(costLines(NOTHING, NO_CALLS, NO_CLOCK)).toEqual([]);
});

describe('a stream on demand', () => {
  it('costs by the hour', () => {
    // 0.04 USD x 730 h = 29.20
    expect(named(streamCost({}, 0, 0), 'by the hour')).toMatchObject({ usdPerMonth: 29.2, usdPerMillionEvents: 0 });
  });

  it('takes each record in as whole kilobytes, and gives it out to each reader as it is', () => {
    // A million records of 400 bytes: 1 GB in x 0.08 = 0.08; 0.4 GB out x 2 readers x 0.04 = 0.032
    const lines = streamCost({ sharedReaders: 2 }, 1e6, 4e8);
    expect(named(lines, 'in and out').usdPerMillionEvents).toBeCloseTo(0.112, 12);
    // A pipe of its own: 0.4 GB x 0.05 = 0.02 instead of 0.016
    const fanned = streamCost({ sharedReaders: 1, fannedOutReaders: 1 }, 1e6, 4e8);
    expect(named(fanned, 'in and out').usdPerMillionEvents).toBeCloseTo(0.116, 12);
  });

  it('is paid for what it keeps beyond the first day, and less beyond the seventh', () => {
    // 10 GB, 6 days more than one: 10 x 0.10 x 6 / (730 / 24) = 0.197260274
    expect(named(streamCost({ retentionHours: 168 }, 1e6, 1e10), 'kept').usdPerMillionEvents).toBeCloseTo(
      0.197260274,
      9,
    );
    // 30 days: 23 more of them at 0.023: 10 x 0.023 x 23 / 30.41666667 = 0.173917808
    expect(named(streamCost({ retentionHours: 720 }, 1e6, 1e10), 'kept').usdPerMillionEvents).toBeCloseTo(
      0.197260274 + 0.173917808,
      9,
    );
  });
});

describe('a provisioned stream', () => {
  it('costs by the shard and hour, more when it keeps longer than a day, and by the pipe', () => {
    // 2 x 0.015 x 730 = 21.90
    expect(named(streamCost({ shards: 2 }, 0, 0), 'by the hour').usdPerMonth).toBeCloseTo(21.9, 9);
    // 2 x (0.015 + 0.020) x 730 = 51.10
    expect(named(streamCost({ shards: 2, retentionHours: 168 }, 0, 0), 'by the hour').usdPerMonth).toBeCloseTo(51.1, 9);
    // 2 x (0.015 + 0.015) x 730 = 43.80
    expect(named(streamCost({ shards: 2, fannedOutReaders: 1 }, 0, 0), 'by the hour').usdPerMonth).toBeCloseTo(43.8, 9);
  });

  it('takes records in by units of 25 KB', () => {
    // A thousand blocks of 60 KB: 3 units each, 3,000 units x 0.014 / 1e6 = 0.000042
    expect(named(streamCost({ shards: 1 }, 1_000, 6e7), 'in and out').usdPerMillionEvents).toBeCloseTo(0.000042, 12);
  });
});

it('a function costs by the call, and by the second and gigabyte: less on arm64', () => {
  const functions = {
    Arm: { memoryMiB: 1_024, architecture: 'arm64' },
    Intel: { memoryMiB: 512, architecture: 'x86_64' },
  } as const;
  const invoked = { invocations: 1_000, milliseconds: 100_000 };
  const lines = costLines(
    { ...NOTHING, functions },
    { ...NO_CALLS, functions: { Arm: invoked, Intel: invoked } },
    { ...NO_CLOCK, functions: { Arm: invoked } },
  );
  // 1,000 x 0.20 / 1e6 + 100 s x 1 GB x 0.0000133334 = 0.0002 + 0.00133334
  expect(named(lines, 'Arm').usdPerMillionEvents).toBeCloseTo(0.00153334, 12);
  expect(named(lines, 'Arm').usdPerMonth).toBeCloseTo(0.00153334, 12);
  // 0.0002 + 100 s x 0.5 GB x 0.0000166667 = 0.0002 + 0.000833335
  expect(named(lines, 'Intel').usdPerMillionEvents).toBeCloseTo(0.001033335, 12);
});

it('the estimate of the issue: a write for each event, and a read for each outcome', () => {
  const lines = costLines(NOTHING, { ...NO_CALLS, writeUnits: 1e6, readUnits: 5e5 }, NO_CLOCK);
  // 1e6 x 0.625 / 1e6 + 5e5 x 0.125 / 1e6 = 0.6875
  expect(named(lines, 'DynamoDB').usdPerMillionEvents).toBeCloseTo(0.6875, 12);
});

it('objects, logs, metrics, alarms, dashboards, transitions and keys cost what the list says', () => {
  const lines = costLines(
    { ...NOTHING, alarms: 30, dashboards: 1, keys: 1 },
    { ...NO_CALLS, objectsPut: 2_000, objectsGot: 1_000, bytesKept: 1e9, bytesLogged: 2e9, keyRequests: 1e4 },
    { ...NO_CLOCK, metrics: 32, stateTransitions: 4_000, archiveDays: 365 },
  );
  // 2,000 x 5 / 1e6 + 1,000 x 0.4 / 1e6
  expect(named(lines, 'by the call').usdPerMillionEvents).toBeCloseTo(0.0104, 12);
  // 1 GB x 0.023 x 365 / 30.41666667 = 0.276: twelve months
  expect(named(lines, 'archive, as long').usdPerMillionEvents).toBeCloseTo(0.276, 12);
  expect(named(lines, 'logs').usdPerMillionEvents).toBeCloseTo(1, 12);
  expect(named(lines, 'metrics').usdPerMonth).toBeCloseTo(9.6, 12);
  // 30 x 0.10 + 3
  expect(named(lines, 'alarms').usdPerMonth).toBeCloseTo(6, 12);
  expect(named(lines, 'retrains').usdPerMonth).toBeCloseTo(0.1, 12);
  expect(named(lines, 'key')).toMatchObject({ usdPerMonth: 1, usdPerMillionEvents: 0.03 });
});

describe('the bill', () => {
  const lines: CostLine[] = [
    { what: 'stream', usdPerMonth: 30, usdPerMillionEvents: 0, knob: 'shards', isStreamFixed: true },
    { what: 'alarms', usdPerMonth: 6, usdPerMillionEvents: 0, knob: 'models' },
    { what: 'writes', usdPerMonth: 0, usdPerMillionEvents: 0.7, knob: 'size' },
  ];

  it('tells the streams, the clock and the events apart, largest first', () => {
    // 20 million events: 30 + 6 + 14 = 50; beyond the streams 20 / 20 = 1 USD for each million
    const made = bill(lines, 20e6);
    expect(made).toMatchObject({
      usdPerMonth: 50,
      streamsUsdPerMonth: 30,
      fixedUsdPerMonth: 6,
      variableUsdPerMillionEvents: 0.7,
      usdPerMillionBeyondStreams: 1,
    });
    expect(made.lines.map(({ what }) => what)).toEqual(['stream', 'writes', 'alarms']);
  });

  it('at no traffic is what goes by the clock, and no price by the event', () => {
    expect(bill(lines, 0)).toMatchObject({ usdPerMonth: 36, usdPerMillionBeyondStreams: null });
  });

  it('reads as a page, with the date of the prices', () => {
    expect(costPage('At 20 million events a month', bill(lines, 20e6)).split('\n')).toEqual([
      'At 20 million events a month',
      '',
      'what    USD a month  of it fixed  USD a million events  what lowers it',
      'stream        30.00        30.00                  0.00  shards',
      'writes        14.00         0.00                  0.70  size',
      'alarms         6.00         6.00                  0.00  models',
      '',
      '50.00 USD a month: 30.00 for the streams, 6.00 by the clock, the rest by the event.',
      '0.70 USD for each million events; 1.00 with what goes by the clock, beyond the streams.',
      'List prices in us-east-1 as of 2025-06-01, without free tiers: see infra/cost/prices.ts.',
    ]);
  });
});

describe('what has a price is read from the template', () => {
  it('of the sample app', () => {
    const made = templateOf({ platform: { shards: 1 } });
    const { streams, functions, alarms, dashboards, keys } = deployedIn({ Resources: made.toJSON().Resources });
    expect(streams).toEqual({
      StreamsEvents2F1094E5: { shards: 1, retentionHours: 168, sharedReaders: 2, fannedOutReaders: 0 },
      StreamsExamplesD42F6292: { shards: 1, retentionHours: 168, sharedReaders: 1, fannedOutReaders: 0 },
    });
    expect(Object.keys(functions)).toHaveLength(9);
    expect(new Set(Object.values(functions).map(({ architecture }) => architecture))).toEqual(new Set(['arm64']));
    expect([alarms, dashboards, keys]).toEqual([
      Object.keys(made.findResources('AWS::CloudWatch::Alarm')).length,
      1,
      0,
    ]);
  });

  it('with a key, and a reader with a pipe of its own, on demand', () => {
    const made = templateOf({
      platform: { encryption: 'customerManaged' },
      models: { Flights: { model: flights, enhancedFanOut: true } },
    });
    const { streams, keys } = deployedIn({ Resources: made.toJSON().Resources });
    expect(streams.StreamsExamplesD42F6292).toEqual({
      shards: null,
      retentionHours: 168,
      sharedReaders: 0,
      fannedOutReaders: 1,
    });
    expect(keys).toBe(1);
  });
});

it('calls of what is not deployed are refused: they were counted elsewhere', () => {
  const invoked = { invocations: 1, milliseconds: 1 };
  expect(() => costLines(NOTHING, { ...NO_CALLS, functions: { Gone: invoked } }, NO_CLOCK)).toThrow(
    'calls of Gone were counted, and the template deploys no such function',
  );
  expect(() => costLines(NOTHING, { ...NO_CALLS, streams: { Gone: { records: 1, bytes: 1 } } }, NO_CLOCK)).toThrow(
    'records of Gone were counted, and the template deploys no such stream',
  );
});
