/** Records of a stream as Lambda delivers them: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html */
import { isUtf8 } from 'node:buffer';
import type { KinesisStreamRecord } from 'aws-lambda';
import type { EventRecord } from '../../domain/labels/event-record';

/** A batch holds records of one shard; an event id is `<shard>:<sequence number>`. */
export function shardOf({ eventID }: Pick<KinesisStreamRecord, 'eventID'>): string {
  const [shard] = eventID.split(':');
  if (shard === undefined || shard === '') throw new Error(`a record without its shard: eventID ${eventID}`);
  return shard;
}

export const bytesOf = ({ kinesis: { data } }: Pick<KinesisStreamRecord, 'kinesis'>): Uint8Array =>
  Buffer.from(data, 'base64');

/** Text as it was sent. What is no UTF-8 stays base64, so that nothing of it is lost; it is no JSON either way. */
export function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(isUtf8(buffer) ? 'utf8' : 'base64');
}

export const eventRecord = (record: KinesisStreamRecord): EventRecord => ({
  sequence: record.kinesis.sequenceNumber,
  data: textOf(bytesOf(record)),
  arrivedAtMs: Math.round(record.kinesis.approximateArrivalTimestamp * 1_000),
});
