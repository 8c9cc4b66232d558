/** Sends events, lines of NDJSON, into the events stream: in order per event id, each at least once. */
import { type KinesisClient, PutRecordsCommand, type PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import type { Sequence } from '../../domain/lineage/sequence';
import { type Backoff, jittered } from './dynamodb/backoff';
import { batchesOf } from './event-batches';
import { codePasses, passes } from './kinesis-passes';
import { tryAgain } from './try-again';

export interface Sent {
  readonly sent: number;
  /** Records that were put again after a refusal. */
  readonly retried: number;
  /** Numbers of the lines, from 1, that are larger than a record can be: these were not sent. */
  readonly tooLarge: readonly number[];
}

export interface EventSender {
  /** @throws EventsNotSent */
  send(lines: AsyncIterable<string> | Iterable<string>): Promise<Sent>;
}

export interface KinesisEventSenderOptions {
  readonly client: KinesisClient;
  readonly stream: string;
  /** @default jittered */
  readonly backoff?: Backoff;
  /** After every request, with the number of events sent so far. */
  readonly onProgress?: (sent: number) => void;
  /** For every event that was taken: where it can be found. */
  readonly onTaken?: (shard: string, sequence: Sequence) => void;
}

export class EventsNotSent extends Error {
  override readonly name = 'EventsNotSent';
  constructor(
    readonly sent: number,
    stream: string,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${stream} took ${sent} events and then no more: ${reason}`, { cause });
  }
}

/** Some records of a request were not taken. */
class Refused extends Error {
  override readonly name = 'Refused';
  constructor(readonly codes: readonly string[]) {
    super(`${codes.length} records were refused: ${[...new Set(codes)].join(', ')}`);
  }
}

const mayPass = (error: unknown): boolean =>
  passes(error) || (error instanceof Refused && error.codes.every(codePasses));

export function createKinesisEventSender(options: KinesisEventSenderOptions): EventSender {
  const { client, stream, backoff = jittered, onProgress, onTaken } = options;

  /** Until all of them were taken. How many were put again. */
  async function put(records: readonly PutRecordsRequestEntry[]): Promise<number> {
    let rest = [...records];
    let again = 0;
    await tryAgain(backoff, mayPass, async () => {
      const { Records = [] } = await client.send(new PutRecordsCommand({ StreamName: stream, Records: rest }));
      for (const { ShardId: shard, SequenceNumber: sequence } of Records) {
        if (shard !== undefined && sequence !== undefined) onTaken?.(shard, sequence);
      }
      const codes = rest.map((_, at) => Records[at]?.ErrorCode ?? null);
      rest = rest.filter((_, at) => codes[at] !== null);
      again += rest.length;
      if (rest.length > 0) throw new Refused(codes.filter((code) => code !== null));
    });
    return again;
  }

  return {
    async send(lines) {
      let sent = 0;
      let retried = 0;
      const tooLarge: number[] = [];
      for await (const batch of batchesOf(lines)) {
        tooLarge.push(...batch.tooLarge);
        if (batch.records.length === 0) continue;
        try {
          retried += await put(batch.records);
        } catch (cause) {
          throw new EventsNotSent(sent, stream, cause);
        }
        sent += batch.records.length;
        onProgress?.(sent);
      }
      return { sent, retried, tooLarge };
    },
  };
}
