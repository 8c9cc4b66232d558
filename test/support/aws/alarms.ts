/**
 * Does with the deployed alarms what CloudWatch does: looks at their metrics, and tells their topics when a state changes. The
 * emulator's own evaluation, at each metric that is put, takes the values of all dimensions together (one model's drift would set off
 * another's alarm) and knows neither periods nor missing data; but it carries out a state that is set, to SNS and whoever subscribes.
 *
 * So no metric is put. The functions' own are taken from their log lines, where they write them in the embedded metric format; those
 * that Lambda writes about functions (errors, invocations) the emulator records as Lambda does. Alarms on other metrics of AWS's own
 * stay as they are.
 */
import {
  type CloudWatchClient,
  GetMetricStatisticsCommand,
  type MetricAlarm,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { type AlarmRule, type AlarmState, alarmState, statisticOf } from './alarm-state';
import type { MetricsFromLogs, PublishedMetric } from './metrics-from-logs';

export interface Transition {
  readonly alarm: string;
  readonly to: AlarmState;
}

export interface Alarms {
  /** Takes what was logged since the last time into account. @returns the alarms that changed */
  evaluate(nowMs: number): Promise<readonly Transition[]>;
  /** Every value that was logged so far. */
  readonly values: readonly PublishedMetric[];
}

/** Of what Lambda writes, as the emulator does. */
const OF_LAMBDA = ['Errors', 'Invocations', 'Throttles'];

export function createAlarms(client: CloudWatchClient, logs: MetricsFromLogs): Alarms {
  const values: PublishedMetric[] = [];

  const valuesOf = async (alarm: MetricAlarm, nowMs: number): Promise<(number | null)[] | undefined> => {
    const { Namespace = '', MetricName = '', Period = 60, EvaluationPeriods = 1 } = alarm;
    const statistic = alarm.Statistic ?? alarm.ExtendedStatistic ?? 'Average';
    const starts = Array.from({ length: EvaluationPeriods }, (_, back) => nowMs - (back + 1) * Period * 1000);
    if (Namespace === 'AWS/Lambda' && OF_LAMBDA.includes(MetricName)) {
      return Promise.all(starts.map((fromMs) => ofLambda(client, alarm, fromMs, Period)));
    }
    if (Namespace.startsWith('AWS/')) return undefined;
    const own = values.filter((value) => isOf(alarm, value));
    return starts.map((fromMs) =>
      statisticOf(
        statistic,
        own.filter(({ atMs }) => atMs > fromMs && atMs <= fromMs + Period * 1000).map(({ value }) => value),
      ),
    );
  };

  return {
    values,

    async evaluate(nowMs) {
      values.push(...(await logs.read()));
      const changed: Transition[] = [];
      for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, {})) {
        for (const alarm of MetricAlarms) {
          const seen = await valuesOf(alarm, nowMs);
          if (seen === undefined) continue;
          const before = alarm.StateValue ?? 'INSUFFICIENT_DATA';
          const to = alarmState(ruleOf(alarm), seen, before);
          if (to === before) continue;
          const told = seen.map((value) => value ?? 'none').join(', ');
          await client.send(
            new SetAlarmStateCommand({
              AlarmName: alarm.AlarmName,
              StateValue: to,
              StateReason: `Threshold Crossed: the last values were ${told}, the threshold is ${alarm.Threshold}`,
            }),
          );
          changed.push({ alarm: alarm.AlarmName ?? '', to });
        }
      }
      return changed;
    },
  };
}

const isOf = ({ Namespace, MetricName, Dimensions = [] }: MetricAlarm, value: PublishedMetric): boolean =>
  value.namespace === Namespace &&
  value.name === MetricName &&
  Dimensions.length === Object.keys(value.dimensions).length &&
  Dimensions.every(({ Name = '', Value }) => value.dimensions[Name] === Value);

async function ofLambda(
  client: CloudWatchClient,
  { Namespace, MetricName, Dimensions }: MetricAlarm,
  fromMs: number,
  Period: number,
): Promise<number | null> {
  const { Datapoints = [] } = await client.send(
    new GetMetricStatisticsCommand({
      Namespace,
      MetricName,
      Dimensions,
      StartTime: new Date(fromMs),
      EndTime: new Date(fromMs + Period * 1000),
      Period,
      Statistics: ['Sum'],
    }),
  );
  return statisticOf(
    'Sum',
    Datapoints.map(({ Sum = 0 }) => Sum),
  );
}

function ruleOf(alarm: MetricAlarm): AlarmRule {
  const { Threshold = 0, EvaluationPeriods = 1, ComparisonOperator } = alarm;
  return {
    breaches: comparison(ComparisonOperator, Threshold),
    periods: EvaluationPeriods,
    toAlarm: alarm.DatapointsToAlarm ?? EvaluationPeriods,
    missing: missingOf(alarm.TreatMissingData),
  };
}

function comparison(operator: MetricAlarm['ComparisonOperator'], threshold: number): (value: number) => boolean {
  switch (operator) {
    case 'GreaterThanOrEqualToThreshold':
      return (value) => value >= threshold;
    case 'GreaterThanThreshold':
      return (value) => value > threshold;
    case 'LessThanThreshold':
      return (value) => value < threshold;
    case 'LessThanOrEqualToThreshold':
      return (value) => value <= threshold;
    default:
      throw new Error(`the alarms of these tests know no ${operator}`);
  }
}

function missingOf(treatment: string | undefined): AlarmRule['missing'] {
  switch (treatment) {
    case 'breaching':
    case 'notBreaching':
    case 'ignore':
      return treatment;
    default:
      return 'missing';
  }
}
