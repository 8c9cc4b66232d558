/**
 * What a function's on-failure queue is told about a batch that is given up: where it is in the stream, not what is in it.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html#kinesis-on-failure-destination-example-sqs-sns
 */
import { GetQueueUrlCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface FailedBatch {
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly functionArn: string;
  readonly streamArn: string;
  readonly shard: string;
  readonly requestId: string;
  readonly invocations: number;
  readonly records: readonly { readonly sequenceNumber: string; readonly arrivedAt: Date }[];
}

export async function sendFailedBatch(
  client: SQSClient,
  queueArn: string,
  batch: FailedBatch,
  now: Date,
): Promise<void> {
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: queueArn.split(':')[5] }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(messageOf(batch, now)) }));
}

function messageOf(
  { condition, functionArn, streamArn, shard, requestId, invocations, records }: FailedBatch,
  now: Date,
) {
  const first = records[0]!;
  const last = records.at(-1)!;
  return {
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: invocations },
    // A batch that has grown too old was perhaps never sent: there is no response then.
    ...(invocations > 0 && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    }),
    version: '1.0',
    timestamp: now.toISOString(),
    KinesisBatchInfo: {
      shardId: shard,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: first.arrivedAt.toISOString(),
      approximateArrivalOfLastRecord: last.arrivedAt.toISOString(),
      batchSize: records.length,
      streamArn,
    },
  };
}
