/**
 * One shard for one mapping: its batches in order, one at a time, and what follows from a failure. AWS's rules:
 *
 * - a batch is sent when it is full (records or 6 MB), or when its window has run out:
 *   https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 * - a failed batch is tried again, and nothing behind it is sent meanwhile; with BisectBatchOnFunctionError it is cut in two, which
 *   takes none of its retries: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 * - with ReportBatchItemFailures the lowest reported sequence number is the checkpoint: what is before it is done, what remains
 *   is tried again: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
 * - after MaximumRetryAttempts, or beyond MaximumRecordAgeInSeconds, a batch is given up: its place goes to the on-failure queue,
 *   if there is one, and the shard goes on.
 *
 * AWS's page does not say what a report of the first record as failed does with bisecting on: here it is as if the function had
 * failed, since cutting there would leave the batch as it was. Nor whether what remains after a checkpoint begins with all of its
 * retries: here it does. Time between retries is left out.
 */
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { type Consumer, FAILURES_UNTIL_BLOCKED } from './consumer';
import type { StreamMapping } from './deployed-mapping';
import { type FailedBatch, sendFailedBatch } from './failed-batch';
import { functionNameOf, type Invocation, invoke, reportedFailures } from './invocation';
import { createShardReader, type ShardRecord } from './shard-reader';

export interface ConsumerDeps {
  readonly lambda: LambdaClient;
  readonly kinesis: KinesisClient;
  readonly sqs: SQSClient;
  readonly nowMs: () => number;
  readonly onInvocation: (invocation: Invocation) => void;
  readonly onGivenUp: (batch: FailedBatch) => void;
}

interface Batch {
  readonly records: readonly ShardRecord[];
  /** Failures that took a retry. */
  readonly failures: number;
  readonly requestId: string;
}

const MAX_PAYLOAD_BYTES = 6 * 2 ** 20;
/** A record's envelope in the event. */
const ENVELOPE_BYTES = 512;

export function createShardConsumer(deps: ConsumerDeps, mapping: StreamMapping, shard: string): Consumer {
  const reader = createShardReader(deps.kinesis, mapping, shard);
  const name = `${functionNameOf(mapping.functionArn)} of ${shard}`;
  /** Cut from the stream and not done, in order. */
  let batches: readonly Batch[] = [];
  let heldSinceMs: number | null = null;
  let blockedBy: string | null = null;

  const nextBatch = async (isPatient: boolean): Promise<Batch | undefined> => {
    const [waiting] = batches;
    if (waiting !== undefined) return waiting;
    const found = await reader.peek(mapping.batchSize);
    if (found.length === 0) return undefined;
    heldSinceMs ??= deps.nowMs();
    const records = fitting(found);
    const isFull = records.length === mapping.batchSize || records.length < found.length;
    const isDue = isFull || !isPatient || deps.nowMs() - heldSinceMs >= mapping.batchingWindowMs;
    if (!isDue) return undefined;
    reader.take(records.length);
    heldSinceMs = null;
    const batch = { records, failures: 0, requestId: '' };
    batches = [batch];
    return batch;
  };

  const giveUp = async (
    condition: FailedBatch['condition'],
    { records, failures, requestId }: Batch,
  ): Promise<void> => {
    const { functionArn, streamArn, failureQueueArn } = mapping;
    const failed = { condition, functionArn, streamArn, shard, requestId, invocations: failures, records };
    if (failureQueueArn !== null) await sendFailedBatch(deps.sqs, failureQueueArn, failed, new Date(deps.nowMs()));
    deps.onGivenUp(failed);
  };

  /** What stays to be done of a batch, after its records from `from` on were not processed. */
  const afterFailure = async (batch: Batch, from: number, requestId: string): Promise<Batch[]> => {
    const { records } = batch;
    if (from > 0) return [{ records: records.slice(from), failures: 0, requestId }];
    if (mapping.bisects && records.length > 1) {
      const half = Math.floor(records.length / 2);
      return [records.slice(0, half), records.slice(half)].map((part) => ({ records: part, failures: 0, requestId }));
    }
    const failed = { records, failures: batch.failures + 1, requestId };
    if (failed.failures <= mapping.maxRetries) return [failed];
    await giveUp('RetryAttemptsExhausted', failed);
    return [];
  };

  return {
    name,
    get blockedBy() {
      return blockedBy;
    },

    async step({ isPatient }) {
      const batch = await nextBatch(isPatient);
      if (batch === undefined) return false;
      const oldestMs = deps.nowMs() - mapping.maxRecordAgeMs;
      const young = batch.records.filter(({ arrivedAt }) => arrivedAt.getTime() >= oldestMs);
      if (young.length < batch.records.length) {
        const old = batch.records.slice(0, batch.records.length - young.length);
        await giveUp('RecordAgeExceeded', { ...batch, records: old });
        batches = [...(young.length > 0 ? [{ ...batch, records: young }] : []), ...batches.slice(1)];
        return true;
      }
      const invocation = await invoke(deps.lambda, mapping.functionArn, shard, eventOf(mapping, shard, batch.records));
      deps.onInvocation(invocation);
      const { answer } = invocation;
      const from = answer.kind === 'failed' ? 0 : firstFailed(mapping, batch.records, answer.value);
      const left =
        from === null ? [] : await afterFailure(batch, from, answer.kind === 'failed' ? answer.requestId : '');
      batches = [...left, ...batches.slice(1)];
      const failures = left[0]?.failures ?? 0;
      const isEndless = mapping.maxRetries === Number.POSITIVE_INFINITY;
      blockedBy = isEndless && failures >= FAILURES_UNTIL_BLOCKED ? reasonOf(invocation) : null;
      return true;
    },
  };
}

const reasonOf = ({ answer }: Invocation): string =>
  answer.kind === 'failed' ? answer.error : 'the function reports its first record as failed';

/** As many of the first records as an invocation's payload holds, at least one. */
function fitting(records: readonly ShardRecord[]): readonly ShardRecord[] {
  let bytes = 0;
  const count = records.findIndex(({ data }) => {
    bytes += Math.ceil(data.length / 3) * 4 + ENVELOPE_BYTES;
    return bytes > MAX_PAYLOAD_BYTES;
  });
  return count === -1 ? records : records.slice(0, Math.max(1, count));
}

/** Index of the first record to try again; null when all are done. */
function firstFailed(mapping: StreamMapping, records: readonly ShardRecord[], value: unknown): number | null {
  if (!mapping.reportsItemFailures) return null;
  const failures = reportedFailures(value, new Set(records.map(({ sequenceNumber }) => sequenceNumber)));
  if (failures === 'all') return 0;
  if (failures.length === 0) return null;
  return records.findIndex(({ sequenceNumber }) => failures.includes(sequenceNumber));
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html#services-kinesis-event-example */
function eventOf({ functionArn, sourceArn }: StreamMapping, shard: string, records: readonly ShardRecord[]) {
  const [, , , awsRegion, account] = sourceArn.split(':');
  return {
    Records: records.map(({ sequenceNumber, partitionKey, arrivedAt, data }) => ({
      kinesis: {
        kinesisSchemaVersion: '1.0',
        partitionKey,
        sequenceNumber,
        data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
        approximateArrivalTimestamp: arrivedAt.getTime() / 1000,
      },
      eventSource: 'aws:kinesis',
      eventVersion: '1.0',
      eventID: `${shard}:${sequenceNumber}`,
      eventName: 'aws:kinesis:record',
      invokeIdentityArn: `arn:aws:iam::${account}:role/${functionNameOf(functionArn)}`,
      awsRegion,
      eventSourceARN: sourceArn,
    })),
  };
}
