/** The alarm of a watch. Every one tells people, and names the section of the runbook that says what to do. */
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { metricOf, type Place } from './metric-of';
import type { AlarmRule, Expected, Missing, Watch } from './watch';

const TREATMENT: Readonly<Record<Missing, TreatMissingData>> = {
  fine: TreatMissingData.NOT_BREACHING,
  wrong: TreatMissingData.BREACHING,
  unknown: TreatMissingData.MISSING,
  'as before': TreatMissingData.IGNORE,
};

export interface AlarmTopics {
  readonly people: ITopic;
  /** @default alarms start no retrain */
  readonly retrain?: ITopic;
  /** @default alarms roll nothing back */
  readonly rollback?: ITopic;
}

/** undefined where the place has nothing to watch. @param expected of a model */
export function alarmOf(
  scope: Construct,
  watch: Watch & { readonly alarm: AlarmRule },
  place: Place,
  topics: AlarmTopics,
  expected?: Expected,
): Alarm | undefined {
  const { alarm: rule, id, title, sources } = watch;
  const metric = metricOf(sources[0], place, Duration.minutes(rule.periodMinutes));
  if (metric === undefined) return undefined;
  const alarm = new Alarm(scope, id, {
    metric,
    threshold: thresholdOf(rule, expected),
    comparisonOperator:
      rule.when === 'from'
        ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
        : ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: rule.periods,
    treatMissingData: TREATMENT[rule.missing],
    alarmDescription: `${place.model}: ${title}. No value is taken as '${rule.missing}': ${rule.missingBecause}. What to do: RUNBOOK.md, section ${id}.`,
  });
  alarm.addAlarmAction(new SnsAction(topics.people));
  if (rule.startsRetrain === true && topics.retrain !== undefined) alarm.addAlarmAction(new SnsAction(topics.retrain));
  if (rule.rollsBack === true && topics.rollback !== undefined) alarm.addAlarmAction(new SnsAction(topics.rollback));
  return alarm;
}

export function thresholdOf({ threshold }: AlarmRule, expected: Expected | undefined): number {
  if (typeof threshold === 'number') return threshold;
  if (expected === undefined)
    throw new Error('a threshold that depends on the declaration belongs to a watch of a model');
  return threshold(expected);
}

export const hasAlarm = (watch: Watch): watch is Watch & { readonly alarm: AlarmRule } => watch.alarm !== undefined;
