/**
 * The state of a CloudWatch alarm, from the values of its periods: in ALARM when enough of them breach the threshold; what counts
 * where a period has no value is the alarm's own choice.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 *
 * AWS also looks at a few values from before the periods when some are missing; that is left out. O(periods).
 */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmRule {
  readonly breaches: (value: number) => boolean;
  /** The last so many are looked at. */
  readonly periods: number;
  /** So many of them must breach. */
  readonly toAlarm: number;
  readonly missing: 'breaching' | 'notBreaching' | 'ignore' | 'missing';
}

/** @param values of the rule's periods; null where a period has none */
export function alarmState(rule: AlarmRule, values: readonly (number | null)[], before: AlarmState): AlarmState {
  const isMissing = (value: number | null): value is null => value === null;
  if (values.every(isMissing)) {
    if (rule.missing === 'missing') return 'INSUFFICIENT_DATA';
    if (rule.missing === 'ignore') return before;
  }
  const breaching = values.filter((value) =>
    isMissing(value) ? rule.missing === 'breaching' : rule.breaches(value),
  ).length;
  return breaching >= rule.toAlarm ? 'ALARM' : 'OK';
}

/** Of the values of one period; null when there are none. */
export function statisticOf(name: string, values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'Sum':
      return sum;
    case 'Average':
      return sum / values.length;
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
    case 'SampleCount':
      return values.length;
    default:
      return percentile(name, values);
  }
}

/** `p95`: the smallest value that is not below 95 % of them. */
function percentile(name: string, values: readonly number[]): number {
  const percent = /^p(\d+(?:\.\d+)?)$/.exec(name)?.[1];
  if (percent === undefined) throw new Error(`there is no statistic ${name}`);
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((Number(percent) / 100) * sorted.length) - 1)]!;
}
