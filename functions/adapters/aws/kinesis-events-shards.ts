/**
 * The events stream's shards, and whether they are silent: of each, the record at its position and what follows are asked for. A
 * look costs two calls per shard, of the five reads a second that all its readers share
 * (https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html).
 */
import {
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type KinesisClient,
  ListShardsCommand,
  type Shard,
} from '@aws-sdk/client-kinesis';
import { isTaken, type Sequence } from '../../domain/lineage/sequence';
import type { EventsShards, LiveShard, Silence } from '../../ports/events-shards';

export interface KinesisEventsShardsOptions {
  readonly client: KinesisClient;
  readonly stream: string;
  /** @default Date.now */
  readonly nowMs?: () => number;
}

/** The record at the position, and one more. */
const RECORDS = 2;
/** Kinesis may answer with nothing although there is more; after so many answers there is taken to be something. */
const ANSWERS_MAX = 5;

export function createKinesisEventsShards(options: KinesisEventsShardsOptions): EventsShards {
  const { client, stream, nowMs = Date.now } = options;

  /** Without it a request that names an iterator alone does not say which stream it is that the caller may read. */
  async function streamArn(): Promise<string | undefined> {
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName: stream }));
    return StreamDescriptionSummary?.StreamARN;
  }

  /** null where something waits after the position. */
  async function silenceOf(
    StreamARN: string | undefined,
    shard: string,
    position: Sequence | undefined,
  ): Promise<Silence | null> {
    const start = await client.send(
      new GetShardIteratorCommand({
        StreamName: stream,
        ShardId: shard,
        ...(position === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: position }),
      }),
    );
    let sinceMs = 0;
    let iterator = start.ShardIterator;
    for (let answers = 0; answers < ANSWERS_MAX; answers += 1) {
      const untilMs = nowMs();
      if (iterator === undefined) return { sinceMs, untilMs };
      const answer = await client.send(new GetRecordsCommand({ StreamARN, ShardIterator: iterator, Limit: RECORDS }));
      for (const { SequenceNumber, ApproximateArrivalTimestamp } of answer.Records ?? []) {
        if (SequenceNumber === undefined || !isTaken(SequenceNumber, position)) return null;
        sinceMs = ApproximateArrivalTimestamp?.getTime() ?? untilMs;
      }
      if (answer.MillisBehindLatest === 0) return { sinceMs, untilMs };
      iterator = answer.NextShardIterator;
    }
    return null;
  }

  async function list(): Promise<Shard[]> {
    const shards: Shard[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListShardsCommand(token === undefined ? { StreamName: stream } : { NextToken: token }),
      );
      shards.push(...(page.Shards ?? []));
      token = page.NextToken;
    } while (token !== undefined);
    return shards;
  }

  return {
    async live(positions) {
      const arn = await streamArn();
      const looked = await Promise.all(
        (await list()).map(async ({ ShardId: shard, SequenceNumberRange: range }): Promise<LiveShard | null> => {
          if (shard === undefined) return null;
          const silence = await silenceOf(arn, shard, positions[shard]);
          const isClosed = range?.EndingSequenceNumber !== undefined;
          return isClosed && silence !== null ? null : { shard, silence };
        }),
      );
      return looked.filter((live) => live !== null);
    },
  };
}
