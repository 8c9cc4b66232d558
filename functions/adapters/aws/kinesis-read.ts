/** Records of one shard between two sequence numbers, read again. */
import { GetRecordsCommand, GetShardIteratorCommand, type KinesisClient } from '@aws-sdk/client-kinesis';
import { compareSequences, type Sequence } from '../../domain/lineage/sequence';

export interface StreamRecord {
  readonly sequence: Sequence;
  readonly partitionKey: string;
  readonly bytes: Uint8Array;
}

export interface StreamRange {
  readonly streamArn: string;
  readonly shard: string;
  /** Both included. */
  readonly from: Sequence;
  readonly to: Sequence;
}

/** What has expired by now is not among them. */
export async function readRange(client: KinesisClient, range: StreamRange): Promise<StreamRecord[]> {
  const { streamArn, shard, from, to } = range;
  const start = await client.send(
    new GetShardIteratorCommand({
      StreamARN: streamArn,
      ShardId: shard,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      StartingSequenceNumber: from,
    }),
  );
  const records: StreamRecord[] = [];
  for (let iterator = start.ShardIterator; iterator !== undefined; ) {
    const {
      Records = [],
      NextShardIterator,
      MillisBehindLatest,
    } = await client.send(new GetRecordsCommand({ StreamARN: streamArn, ShardIterator: iterator, Limit: 1_000 }));
    for (const { SequenceNumber: sequence, PartitionKey: partitionKey, Data: bytes } of Records) {
      if (sequence === undefined || partitionKey === undefined || bytes === undefined) continue;
      if (compareSequences(sequence, to) > 0) return records;
      records.push({ sequence, partitionKey, bytes });
      if (sequence === to) return records;
    }
    iterator = Records.length === 0 && MillisBehindLatest === 0 ? undefined : NextShardIterator;
  }
  return records;
}
