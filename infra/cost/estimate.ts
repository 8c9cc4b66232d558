/**
 * What does a deployment cost: by the clock, and by the event? A sum over prices, O(resources + calls). What is left out is below a
 * cent per million events: SNS, SQS, EventBridge's own schedules, the storage of checkpoints; or, at 0.03, of waiting events.
 */
import type { CallsPerMillionEvents, CallsPerMonth, Invoked } from './calls';
import type { Deployed, DeployedFunction } from './deployed';
import { DAYS_PER_MONTH, PRICES } from './prices';
import { streamLines } from './stream-prices';

export interface CostLine {
  readonly what: string;
  readonly usdPerMonth: number;
  readonly usdPerMillionEvents: number;
  /** What lowers it. */
  readonly knob: string;
  /** Paid for a stream's being there: apart from all else, since it depends on nothing that the loop does. */
  readonly isStreamFixed?: true;
}

const MILLION = 1e6;
const GB = 1e9;

export function costLines(deployed: Deployed, calls: CallsPerMillionEvents, perMonth: CallsPerMonth): CostLine[] {
  const { dynamodb, s3, cloudwatch, stepFunctions, kms } = PRICES;
  const units = ({ writeUnits, readUnits }: { readonly writeUnits: number; readonly readUnits: number }): number =>
    (writeUnits * dynamodb.perMillionWriteUnits + readUnits * dynamodb.perMillionReadUnits) / MILLION;
  return [
    ...streamLines(deployed.streams, calls.streams),
    ...functionLines(deployed.functions, calls.functions, perMonth.functions),
    {
      what: 'DynamoDB: waiting events and heads',
      usdPerMonth: units(perMonth),
      usdPerMillionEvents: units(calls),
      knob: 'events of at most 1 KB: a larger one takes a unit more for each KB',
    },
    {
      what: 'S3: checkpoints and archive, by the call',
      usdPerMonth: 0,
      usdPerMillionEvents: (calls.objectsPut * s3.perMillionPuts + calls.objectsGot * s3.perMillionGets) / MILLION,
      knob: 'batchingWindow: longer makes fewer commits, and each puts a checkpoint',
    },
    {
      what: 'S3: the archive, as long as it is kept',
      usdPerMonth: 0,
      usdPerMillionEvents: (calls.bytesKept / GB) * s3.perGbMonth * (perMonth.archiveDays / DAYS_PER_MONTH),
      knob: 'archive: { days }: fewer days, or none',
    },
    {
      what: 'CloudWatch: logs',
      usdPerMonth: 0,
      usdPerMillionEvents: (calls.bytesLogged / GB) * cloudwatch.perGbLogged,
      knob: 'batchingWindow: fewer invocations write fewer lines',
    },
    {
      what: 'CloudWatch: metrics',
      usdPerMonth: perMonth.metrics * cloudwatch.perMetricMonth,
      usdPerMillionEvents: 0,
      knob: 'fewer models: each has the same number of metrics',
    },
    {
      what: 'CloudWatch: alarms and dashboards',
      usdPerMonth: deployed.alarms * cloudwatch.perAlarmMonth + deployed.dashboards * cloudwatch.perDashboardMonth,
      usdPerMillionEvents: 0,
      knob: 'fewer models; the account’s first three dashboards are free',
    },
    {
      what: 'Step Functions: retrains',
      usdPerMonth: (perMonth.stateTransitions * stepFunctions.perMillionTransitions) / MILLION,
      usdPerMillionEvents: 0,
      knob: 'retrain: { every, everyExamples, atMost }',
    },
    {
      what: 'KMS: the key',
      usdPerMonth: deployed.keys * kms.perKeyMonth,
      usdPerMillionEvents: ((calls.keyRequests ?? 0) * kms.perMillionRequests) / MILLION,
      knob: "encryption: 'awsManaged'",
    },
  ].filter(({ usdPerMonth, usdPerMillionEvents }) => usdPerMonth > 0 || usdPerMillionEvents > 0);
}

function functionLines(
  functions: Deployed['functions'],
  byEvents: Readonly<Record<string, Invoked>>,
  byClock: Readonly<Record<string, Invoked>>,
): CostLine[] {
  for (const id of [...Object.keys(byEvents), ...Object.keys(byClock)])
    if (functions[id] === undefined)
      throw new Error(`calls of ${id} were counted, and the template deploys no such function`);
  return Object.entries(functions).map(([id, deployed]) => ({
    what: `Lambda: ${id}`,
    usdPerMonth: invokedUsd(deployed, byClock[id]),
    usdPerMillionEvents: invokedUsd(deployed, byEvents[id]),
    knob: 'batchingWindow: fewer, larger invocations; less memory where it waits more than it computes',
  }));
}

function invokedUsd({ memoryMiB, architecture }: DeployedFunction, invoked: Invoked | undefined): number {
  if (invoked === undefined) return 0;
  const { perMillionRequests, perGbSecond } = PRICES.lambda;
  const gbSeconds = (invoked.milliseconds / 1_000) * (memoryMiB / 1_024);
  return (invoked.invocations * perMillionRequests) / MILLION + gbSeconds * perGbSecond[architecture];
}
