/**
 * Heads in the Records table (see keys.ts). A commit is one transaction of the head, on condition of the revision that it was made
 * from, and of what it appends; DynamoDB makes it visible as a whole. Loading is one strongly consistent read.
 */
import { GetItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { LedgerEntry, LineageEdge } from '../../../domain/lineage/entries';
import type { Head } from '../../../domain/lineage/head';
import type { Commit, Heads } from '../../../ports/heads';
import type { Objects } from '../../../ports/objects';
import { type Backoff, jittered } from './backoff';
import { HISTORY_PREFIX, headKey, historyKey, type Key, MODEL_PREFIX, MODELS_PARTITION, modelKey } from './keys';
import { readBody, writeBody } from './record-body';
import { partition, type Table, textAt } from './rows';
import { transact } from './transact';

export interface DynamoHeads extends Table {
  /** Where records of this model go that are too large for a row. */
  readonly spill: (model: string) => Objects;
  /** @default jittered */
  readonly backoff?: Backoff;
}

export function createDynamoHeads({ client, table, spill, backoff = jittered }: DynamoHeads): Heads {
  const records = { client, table };

  const history = async <T>(model: string, kind: keyof typeof HISTORY_PREFIX): Promise<T[]> => {
    const appended: T[] = [];
    for await (const row of partition(records, model, { beginsWith: HISTORY_PREFIX[kind] })) {
      const ofCommit: T[] = JSON.parse(await readBody(row, spill(model)));
      appended.push(...ofCommit);
    }
    return appended;
  };

  const puts = async ({ head, lineage, ledger }: Commit): Promise<TransactWriteItem[]> => {
    const { model, revision } = head;
    const objects = spill(model);
    const put = async (key: Key, value: unknown): Promise<{ TableName: string; Item: Key }> => ({
      TableName: table,
      Item: { ...key, ...(await writeBody(value, objects)) },
    });
    const { TableName, Item } = await put(headKey(model), head);
    const writes: TransactWriteItem[] = [
      { Put: { TableName, Item: { ...Item, r: { N: String(revision) } }, ...onlyAfter(revision - 1) } },
    ];
    // What a commit does not append needs no row.
    if (lineage.length > 0) writes.push({ Put: await put(historyKey(model, 'lineage', revision), lineage) });
    if (ledger.length > 0) writes.push({ Put: await put(historyKey(model, 'ledger', revision), ledger) });
    if (revision === 1) writes.push({ Put: { TableName, Item: modelKey(model) } });
    return writes;
  };

  return {
    async load(model) {
      const { Item: row } = await client.send(
        new GetItemCommand({ TableName: table, Key: headKey(model), ConsistentRead: true }),
      );
      if (row === undefined) return undefined;
      const head: Head = JSON.parse(await readBody(row, spill(model)));
      return head;
    },
    async commit(commit) {
      // No head stands at revision -1, and a key cannot hold it.
      if (commit.head.revision < 1) return 'conflict';
      const outcome = await transact(records, await puts(commit), backoff);
      return outcome === 'written' ? 'committed' : 'conflict';
    },
    lineage: (model) => history<LineageEdge>(model, 'lineage'),
    ledger: (model) => history<LedgerEntry>(model, 'ledger'),
    async models() {
      const names: string[] = [];
      for await (const row of partition(records, MODELS_PARTITION, { beginsWith: MODEL_PREFIX }))
        names.push(textAt(row, 'sk').slice(MODEL_PREFIX.length));
      return names;
    },
  };
}

const onlyAfter = (revision: number): Omit<NonNullable<TransactWriteItem['Put']>, 'TableName' | 'Item'> =>
  revision === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'r = :before', ExpressionAttributeValues: { ':before': { N: String(revision) } } };
