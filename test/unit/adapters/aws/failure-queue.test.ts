import type { SQSClient } from '@aws-sdk/client-sqs';
import { giveUp, parseGivenUp } from '../../../../functions/adapters/aws/failure-queue';

/** The sample of https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html, shortened. */
const LAMBDAS_OWN = JSON.stringify({
  requestContext: {
    requestId: 'c9b8fa9f-5a7f-xmpl-af9c-0c604cde93a5',
    functionArn: 'arn:aws:lambda:us-east-2:123456789012:function:myfunction',
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 1,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: '2019-11-14T00:38:06.021Z',
  KinesisBatchInfo: {
    shardId: 'shardId-000000000001',
    startSequenceNumber: '49601189658422359378836298521827638475320189012309704722',
    endSequenceNumber: '49601189658422359378836298522902373528957594348623495186',
    approximateArrivalOfFirstRecord: '2019-11-14T00:38:04.835Z',
    approximateArrivalOfLastRecord: '2019-11-14T00:38:05.580Z',
    batchSize: 500,
    streamArn: 'arn:aws:kinesis:us-east-2:123456789012:stream/mystream',
  },
});

it('reads what Lambda writes', () => {
  expect(parseGivenUp(LAMBDAS_OWN)).toEqual({
    condition: 'RetryAttemptsExhausted',
    attempts: 1,
    streamArn: 'arn:aws:kinesis:us-east-2:123456789012:stream/mystream',
    shard: 'shardId-000000000001',
    from: '49601189658422359378836298521827638475320189012309704722',
    to: '49601189658422359378836298522902373528957594348623495186',
  });
});

it('reads what it writes itself', async () => {
  const sent: string[] = [];
  const client = {
    send: async ({ input }: { input: { MessageBody: string } }) => {
      sent.push(input.MessageBody);
    },
  } as unknown as SQSClient;
  const given = { ...parseGivenUp(LAMBDAS_OWN), condition: 'Unreadable', attempts: 3 };
  await giveUp(client, 'https://queue', given);
  expect(sent.map(parseGivenUp)).toEqual([given]);
});

it('knows the stream by the ARN of a registered consumer, too', () => {
  const stream = 'arn:aws:kinesis:us-east-2:123456789012:stream/mystream';
  const fannedOut = LAMBDAS_OWN.replace(stream, `${stream}/consumer/learn:1573691886`);
  expect(parseGivenUp(fannedOut)).toEqual(parseGivenUp(LAMBDAS_OWN));
});

it.each(['{}', 'no JSON', '{"requestContext":{"condition":"x"}}'])('leaves what it cannot read: %s', (body) => {
  expect(() => parseGivenUp(body)).toThrow();
});
