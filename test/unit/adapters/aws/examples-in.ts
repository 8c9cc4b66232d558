/** The examples stream as its only consumer sees it: every record from the oldest on, less those that were trimmed. */
import {
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  type _Record as KinesisRecord,
  ListShardsCommand,
} from '@aws-sdk/client-kinesis';
import type { ModelDeclaration } from '../../../../functions/contracts/declaration';
import { decodeBlock } from '../../../../functions/domain/examples/block-codec';
import type { ExamplesIn } from '../../../../functions/ports/examples';

/** @param trimmed outlives the port, as the position of an event source mapping does */
export const examplesIn = (
  client: KinesisClient,
  stream: string,
  declaration: Pick<ModelDeclaration, 'features'>,
  trimmed: Set<string>,
): ExamplesIn => ({
  async next(limit) {
    const left = (await recordsOf(client, stream)).filter(({ SequenceNumber: id }) => !trimmed.has(id!));
    return left.slice(0, limit).map(({ SequenceNumber: id, Data: bytes }) => ({
      id: id!,
      block: decodeBlock(bytes!, declaration),
    }));
  },
  async trim(id) {
    trimmed.add(id);
  },
});

/** Shard after shard. */
export async function recordsOf(client: KinesisClient, stream: string): Promise<KinesisRecord[]> {
  const { Shards = [] } = await client.send(new ListShardsCommand({ StreamName: stream }));
  const records = [];
  for (const { ShardId } of Shards) {
    let { ShardIterator } = await client.send(
      new GetShardIteratorCommand({ StreamName: stream, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    for (let isBehind = true; isBehind; ) {
      const answer = await client.send(new GetRecordsCommand({ ShardIterator }));
      records.push(...(answer.Records ?? []));
      isBehind = answer.MillisBehindLatest !== 0;
      ShardIterator = answer.NextShardIterator;
    }
  }
  return records;
}
