/** A CloudWatch alarm as SNS brings it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
import { createHash } from 'node:crypto';
import * as z from 'zod';

export interface FiredAlarm {
  /** The same for every delivery of one change of state. */
  readonly id: string;
  readonly name: string;
  /** CloudWatch's own sentence: the threshold, and the values that crossed it. */
  readonly reason: string;
  readonly metric: string | null;
  readonly atMs: number;
}

const schema = z.object({
  AlarmName: z.string(),
  NewStateValue: z.string(),
  NewStateReason: z.string(),
  StateChangeTime: z.string(),
  Trigger: z.object({ MetricName: z.string().optional() }).optional(),
});

const notification = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) });

/** Alarms that went off, from an event of SNS; undefined for what is no event of SNS. */
export function firedAlarms(event: unknown): FiredAlarm[] | undefined {
  const parsed = notification.safeParse(event);
  if (!parsed.success) return undefined;
  return parsed.data.Records.flatMap(({ Sns: { Message } }) => fired(schema.parse(JSON.parse(Message))));
}

/** None for a change to any other state than ALARM. */
function fired({
  AlarmName,
  NewStateValue,
  NewStateReason,
  StateChangeTime,
  Trigger,
}: z.infer<typeof schema>): FiredAlarm[] {
  if (NewStateValue !== 'ALARM') return [];
  return [
    {
      id: createHash('sha256').update(`${AlarmName}\n${StateChangeTime}`).digest('hex').slice(0, 32),
      name: AlarmName,
      reason: NewStateReason,
      metric: Trigger?.MetricName ?? null,
      atMs: Date.parse(StateChangeTime),
    },
  ];
}
