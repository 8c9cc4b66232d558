import { firedAlarms } from '../../../../functions/adapters/aws/alarm-message';

/** After the sample in https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
const message = (changes: object = {}) => ({
  AlarmName: 'flights-featureDrift',
  AlarmDescription: null,
  AWSAccountId: '000000000000',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: 1 datapoint [1.7] was greater than or equal to the threshold (1.0).',
  StateChangeTime: '2026-11-23T15:00:00.000+0000',
  Region: 'US East (N. Virginia)',
  OldStateValue: 'OK',
  Trigger: { MetricName: 'featureDrift', Namespace: 'perennial', Statistic: 'MAXIMUM', Threshold: 1 },
  ...changes,
});
const event = (...messages: object[]) => ({
  Records: messages.map((one) => ({ EventSource: 'aws:sns', Sns: { Message: JSON.stringify(one) } })),
});

it('an alarm that went off has its name, its metric, its reason and the moment', () => {
  expect(firedAlarms(event(message()))).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'flights-featureDrift',
      reason: 'Threshold Crossed: 1 datapoint [1.7] was greater than or equal to the threshold (1.0).',
      metric: 'featureDrift',
      atMs: Date.UTC(2026, 10, 23, 15),
    },
  ]);
});

it('is one and the same however often it is delivered, and another at its next change', () => {
  const [first] = firedAlarms(event(message()))!;
  const [again] = firedAlarms(event(message({ Region: 'elsewhere' })))!;
  const [next] = firedAlarms(event(message({ StateChangeTime: '2026-11-23T16:00:00.000+0000' })))!;
  expect(again!.id).toBe(first!.id);
  expect(next!.id).not.toBe(first!.id);
});

it.each(['OK', 'INSUFFICIENT_DATA'])('a change to %s is no alarm', (NewStateValue) => {
  expect(firedAlarms(event(message({ NewStateValue })))).toEqual([]);
});

it('what is no event of SNS is not taken for one, and a stranger’s message is an error', () => {
  expect(firedAlarms({ action: 'describe' })).toBeUndefined();
  expect(() => firedAlarms(event({ hello: 'world' }))).toThrow(/AlarmName/);
});
