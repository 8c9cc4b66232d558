/** Reads one shard from where a mapping starts, in order, and keeps what the mapping's filter lets through. */
import { GetRecordsCommand, GetShardIteratorCommand, type KinesisClient } from '@aws-sdk/client-kinesis';
import type { StreamMapping } from './deployed-mapping';
import { filterOf } from './filter-criteria';

export interface ShardRecord {
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  readonly arrivedAt: Date;
  readonly data: Uint8Array;
}

export interface ShardReader {
  /** Up to `count` records; fewer when there are no more at the moment. */
  peek(count: number): Promise<readonly ShardRecord[]>;
  /** The first `count` of them are taken. */
  take(count: number): void;
}

const MAX_RECORDS_PER_CALL = 10_000;

export function createShardReader(
  client: KinesisClient,
  mapping: Pick<StreamMapping, 'streamArn' | 'start' | 'patterns'>,
  shard: string,
): ShardReader {
  const passes = filterOf(mapping.patterns);
  let iterator: string | undefined;
  let isClosed = false;
  let records: ShardRecord[] = [];

  const start = async (): Promise<string> => {
    const { start } = mapping;
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamARN: mapping.streamArn,
        ShardId: shard,
        ...(typeof start === 'string'
          ? { ShardIteratorType: start }
          : { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(start.atMs) }),
      }),
    );
    if (ShardIterator === undefined) throw new Error(`${shard} has no iterator`);
    return ShardIterator;
  };

  /** @returns whether there may be more */
  const read = async (): Promise<boolean> => {
    iterator ??= await start();
    const answer = await client.send(
      new GetRecordsCommand({ StreamARN: mapping.streamArn, ShardIterator: iterator, Limit: MAX_RECORDS_PER_CALL }),
    );
    iterator = answer.NextShardIterator;
    isClosed = iterator === undefined;
    for (const { SequenceNumber = '', PartitionKey = '', Data = new Uint8Array(), ...rest } of answer.Records ?? []) {
      const arrivedAt = rest.ApproximateArrivalTimestamp ?? new Date(0);
      const record = { sequenceNumber: SequenceNumber, partitionKey: PartitionKey, arrivedAt, data: Data };
      if (passes(record)) records.push(record);
    }
    return !isClosed && (answer.MillisBehindLatest ?? 0) > 0;
  };

  return {
    async peek(count) {
      let isMore = !isClosed;
      while (records.length < count && isMore) isMore = await read();
      return records.slice(0, count);
    },
    take(count) {
      records = records.slice(count);
    },
  };
}
