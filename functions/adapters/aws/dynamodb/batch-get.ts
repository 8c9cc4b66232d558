/**
 * Many rows by their keys, strongly consistent, 100 to a call. DynamoDB may leave some of a call undone (16 MB of answer, too many
 * reads); those are asked for again.
 */
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { type Backoff, MAX_ATTEMPTS } from './backoff';
import { inParallel } from './in-parallel';
import type { Key, Row } from './keys';
import type { Table } from './rows';

const KEYS_PER_CALL = 100;
const CALLS_AT_ONCE = 8;

/** Those that are there, in no order. @param keys each once */
export async function batchGet({ client, table }: Table, keys: readonly Key[], backoff: Backoff): Promise<Row[]> {
  const rows: Row[] = [];
  const chunks = Array.from({ length: Math.ceil(keys.length / KEYS_PER_CALL) }, (_, at) =>
    keys.slice(at * KEYS_PER_CALL, (at + 1) * KEYS_PER_CALL),
  );
  await inParallel(chunks, CALLS_AT_ONCE, async (chunk) => {
    let left: Row[] = [...chunk];
    for (let attempt = 1; left.length > 0; attempt += 1) {
      if (attempt > 1) await backoff.pause(attempt - 1);
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
      );
      const read = Responses?.[table] ?? [];
      rows.push(...read);
      left = UnprocessedKeys?.[table]?.Keys ?? [];
      if (left.length > 0 && attempt >= MAX_ATTEMPTS && read.length === 0)
        throw new Error(`${table}: ${left.length} of ${chunk.length} rows were not read in ${attempt} attempts`);
    }
  });
  return rows;
}
