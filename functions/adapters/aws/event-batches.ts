/**
 * Lines of NDJSON as requests to Kinesis, in their order: at most 500 records and 5 MiB each
 * (https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html), and no event id twice. A request may be taken in
 * part; when it is repeated for the rest, no event has overtaken an earlier one of its id.
 */
import type { PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { RECORD_BYTES_MAX } from './block-parts';
import { partitionKeyOf } from './partition-key';

const RECORDS_MAX = 500;
const REQUEST_BYTES_MAX = 5 * 2 ** 20;

export interface EventBatch {
  readonly records: readonly PutRecordsRequestEntry[];
  /** Numbers of the lines, from 1, that no record can hold, met since the batch before. */
  readonly tooLarge: readonly number[];
}

/** Blank lines are no events. */
export async function* batchesOf(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<EventBatch> {
  let records: PutRecordsRequestEntry[] = [];
  let tooLarge: number[] = [];
  let keys = new Set<string>();
  let sizeBytes = 0;
  let line = 0;
  const flush = (): EventBatch => {
    const batch = { records, tooLarge };
    records = [];
    tooLarge = [];
    keys = new Set();
    sizeBytes = 0;
    return batch;
  };
  for await (const event of lines) {
    line += 1;
    if (event.trim() === '') continue;
    const PartitionKey = partitionKeyOf(event);
    const Data = Buffer.from(event);
    const recordBytes = Data.length + Buffer.byteLength(PartitionKey);
    if (recordBytes > RECORD_BYTES_MAX) {
      tooLarge.push(line);
      continue;
    }
    const isFull = records.length === RECORDS_MAX || sizeBytes + recordBytes > REQUEST_BYTES_MAX;
    if (isFull || keys.has(PartitionKey)) yield flush();
    records.push({ PartitionKey, Data });
    keys.add(PartitionKey);
    sizeBytes += recordBytes;
  }
  if (records.length > 0 || tooLarge.length > 0) yield flush();
}
