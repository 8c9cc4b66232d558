/** The closing buckets of a model in the Waiting table. */
import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { bucketOf, bucketRow, type ClosingBucket, type ClosingEntry, cutBuckets } from './closing-bucket';
import { CALLS_AT_ONCE, inParallel } from './in-parallel';
import { closingPartition, timeKey } from './keys';
import { partition, type Table } from './rows';

export interface ClosingBuckets {
  add(entries: readonly ClosingEntry[]): Promise<void>;
  /** Those with an end at or before `watermarkMs`, in order of their first ends. */
  upTo(watermarkMs: number): AsyncGenerator<ClosingBucket>;
  remove(bucket: ClosingBucket): Promise<void>;
}

export function closingBuckets({ client, table }: Table, model: string, nowMs: () => number): ClosingBuckets {
  return {
    add: (entries) =>
      inParallel(cutBuckets(entries), CALLS_AT_ONCE, async (bucket) => {
        await client.send(new PutItemCommand({ TableName: table, Item: bucketRow(model, bucket, nowMs()) }));
      }),
    async *upTo(watermarkMs) {
      // Event times begin in 1970.
      if (watermarkMs < 0) return;
      const before = timeKey(watermarkMs + 1);
      for await (const row of partition({ client, table }, closingPartition(model), { before })) {
        const bucket = bucketOf(row);
        if (bucket.firstEndMs <= watermarkMs) yield bucket;
      }
    },
    async remove({ key }) {
      await client.send(new DeleteItemCommand({ TableName: table, Key: key }));
    },
  };
}
