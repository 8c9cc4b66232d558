/**
 * The events stream's shards, and whether they are silent: of each, the record at its position and what follows are asked for.
 *
 * Kinesis walks an empty stretch of a shard piece by piece, an empty answer for each: from a position of some days ago, that is more
 * of them than one look may take of the five reads a second that all readers share
 * (https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html). So a look goes on where the one before it, from
 * the same position, has ended, as long as a warm function remembers it: a shard that is silent for long is walked once. Two calls
 * a shard, and one while it stays silent.
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
/** Kinesis may answer with nothing although there is more; after so many answers there is taken to be something, until the next look. */
const ANSWERS_MAX = 5;
/** Kinesis forgets an iterator after five minutes. */
const ITERATOR_KEPT_MS = 4 * 60_000;

/** How far a shard was looked at: nothing that is not taken comes before the iterator. */
interface Walked {
  readonly position: Sequence | undefined;
  /** undefined: the shard is closed, and this is its end. */
  readonly iterator: string | undefined;
  readonly givenAtMs: number;
  readonly sinceMs: number;
}

export function createKinesisEventsShards(options: KinesisEventsShardsOptions): EventsShards {
  const { client, stream, nowMs = Date.now } = options;

  /** Without it a request that names an iterator alone does not say which stream it is that the caller may read. */
  async function streamArn(): Promise<string | undefined> {
    const { StreamDescriptionSummary } = await client.send(new DescribeStreamSummaryCommand({ StreamName: stream }));
    return StreamDescriptionSummary?.StreamARN;
  }

  const walked = new Map<string, Walked>();

  async function startAt(shard: string, position: Sequence | undefined): Promise<Walked> {
    const givenAtMs = nowMs();
    const known = walked.get(shard);
    // Whatever fails from here on: the next look begins anew.
    walked.delete(shard);
    if (known !== undefined && known.position === position && givenAtMs - known.givenAtMs < ITERATOR_KEPT_MS)
      return known;
    const { ShardIterator: iterator } = await client.send(
      new GetShardIteratorCommand({
        StreamName: stream,
        ShardId: shard,
        ...(position === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AT_SEQUENCE_NUMBER', StartingSequenceNumber: position }),
      }),
    );
    return { position, iterator, givenAtMs, sinceMs: 0 };
  }

  /** null where something waits after the position. */
  async function silenceOf(
    StreamARN: string | undefined,
    shard: string,
    position: Sequence | undefined,
  ): Promise<Silence | null> {
    let { iterator, sinceMs } = await startAt(shard, position);
    for (let answers = 0; answers < ANSWERS_MAX; answers += 1) {
      const untilMs = nowMs();
      if (iterator === undefined) return { sinceMs, untilMs };
      const answer = await client.send(new GetRecordsCommand({ StreamARN, ShardIterator: iterator, Limit: RECORDS }));
      for (const { SequenceNumber, ApproximateArrivalTimestamp } of answer.Records ?? []) {
        if (SequenceNumber === undefined || !isTaken(SequenceNumber, position)) return null;
        sinceMs = ApproximateArrivalTimestamp?.getTime() ?? untilMs;
      }
      iterator = answer.NextShardIterator;
      if (iterator !== undefined) walked.set(shard, { position, iterator, givenAtMs: untilMs, sinceMs });
      if (answer.MillisBehindLatest === 0) return { sinceMs, untilMs };
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
