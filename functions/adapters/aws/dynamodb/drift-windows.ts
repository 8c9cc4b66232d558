/**
 * Drift windows in the Records table (see keys.ts): one row per bucket of event time and shard, replaced by every batch that brings
 * events of that bucket.
 *
 *   pk <model>   sk drift#<bucket, 15 digits>#<shard>   p position   b window, gzipped   expiresAt epoch seconds
 *
 * The condition of a write is on p, so of two readers of a shard one counts an event. Reads are strongly consistent.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import { decodeWindow, encodeWindow } from '../../../domain/drift/window-codec';
import type { DriftWindows, StoredWindow } from '../../../ports/drift-windows';
import { driftKey, driftRange, type Row, TTL_ATTRIBUTE } from './keys';
import { placeOf, type Table, textAt } from './rows';

/** A row takes 400 KB at most, its keys and numbers included. */
const MAX_BODY_BYTES = 390_000;

export class DriftWindowTooLarge extends Error {
  override readonly name = 'DriftWindowTooLarge';
  constructor(model: string, sizeBytes: number) {
    super(
      `model ${model}: a drift window takes ${sizeBytes} bytes and a row of DynamoDB holds ${MAX_BODY_BYTES}; ` +
        'declare fewer features, or fewer of them categorical with many values',
    );
  }
}

export function createDynamoDriftWindows({ client, table }: Table): DriftWindows {
  return {
    async load(place) {
      const Key = driftKey(place.model, place.bucketMs, place.shard);
      const { Item: row } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
      return row === undefined ? undefined : storedAt(place.model, row);
    },
    async save(stored, from, expiresAtMs) {
      const { model, bucketMs, shard, position } = stored;
      const condition =
        from === null
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'p = :from', ExpressionAttributeValues: { ':from': { S: from } } };
      const Item = {
        ...driftKey(model, bucketMs, shard),
        p: { S: position },
        b: { B: bodyOf(stored) },
        [TTL_ATTRIBUTE]: { N: String(Math.ceil(expiresAtMs / 1000)) },
      };
      try {
        await client.send(new PutItemCommand({ TableName: table, Item, ...condition }));
        return 'saved';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'conflict';
        throw error;
      }
    },
    async list(model, fromMs, toMs) {
      const { from, to } = driftRange(fromMs, toMs);
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': { S: model }, ':from': { S: from }, ':to': { S: to } },
        },
      );
      const stored: StoredWindow[] = [];
      for await (const { Items = [] } of pages) stored.push(...Items.map((row) => storedAt(model, row)));
      return stored;
    },
  };
}

function bodyOf({ model, window }: StoredWindow): Uint8Array {
  const body = gzipSync(encodeWindow(window));
  if (body.length > MAX_BODY_BYTES) throw new DriftWindowTooLarge(model, body.length);
  return body;
}

function storedAt(model: string, row: Row): StoredWindow {
  const [, bucket, ...shard] = textAt(row, 'sk').split('#');
  const body = row.b?.B;
  if (body === undefined) throw new Error(`${placeOf(row)} has no body b: something other than perennial wrote it`);
  return {
    model,
    shard: shard.join('#'),
    bucketMs: Number(bucket),
    position: textAt(row, 'p'),
    window: decodeWindow(gunzipSync(body)),
  };
}
