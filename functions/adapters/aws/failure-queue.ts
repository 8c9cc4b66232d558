/**
 * What a function gives up on, in the shape in which Lambda itself gives up on a batch of a stream:
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html. The queue's reader, `bury`, finds the records
 * by shard and sequence number.
 */
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

export interface GivenUp {
  /** Why: 'RetryAttemptsExhausted', 'RecordAgeExceeded', or what a function says itself. */
  readonly condition: string;
  readonly attempts: number;
  readonly streamArn: string;
  readonly shard: string;
  readonly from: string;
  readonly to: string;
}

const message = z.object({
  requestContext: z.object({ condition: z.string(), approximateInvokeCount: z.number().optional() }),
  KinesisBatchInfo: z.object({
    shardId: z.string(),
    startSequenceNumber: z.string(),
    endSequenceNumber: z.string(),
    streamArn: z.string(),
  }),
});

/** @throws when it is no such message: it stays in the queue */
export function parseGivenUp(body: string): GivenUp {
  const { requestContext, KinesisBatchInfo: batch } = message.parse(JSON.parse(body));
  return {
    condition: requestContext.condition,
    attempts: requestContext.approximateInvokeCount ?? 1,
    streamArn: streamOf(batch.streamArn),
    shard: batch.shardId,
    from: batch.startSequenceNumber,
    to: batch.endSequenceNumber,
  };
}

/** A function with a pipe of its own is told the ARN of its consumer, which begins with the stream's; records are read by the latter. */
const streamOf = (arn: string): string => arn.replace(/\/consumer\/.*$/, '');

export async function giveUp(client: SQSClient, queueUrl: string, given: GivenUp): Promise<void> {
  const body: z.input<typeof message> = {
    requestContext: { condition: given.condition, approximateInvokeCount: given.attempts },
    KinesisBatchInfo: {
      shardId: given.shard,
      startSequenceNumber: given.from,
      endSequenceNumber: given.to,
      streamArn: given.streamArn,
    },
  };
  await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(body) }));
}
