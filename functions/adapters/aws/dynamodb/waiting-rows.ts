/**
 * Items of the Waiting table, by event id: read many, write one on condition that it is still as it was read. An item that is done
 * expires when nobody can ask for it any more:
 *
 *   written or window's end, the later ──2 windows──▶ a copy of its events would be late (forgettableAtMs) ──8 days──▶ expiresAt
 *
 * No answer depends on when DynamoDB deletes it: a done item that is forgettable by an arrival's own watermark is taken as absent
 * (see arrive.ts). Only a stream whose time stands still longer than that finds an id free that it should call a duplicate.
 */
import { ConditionalCheckFailedException, PutItemCommand, type PutItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../domain/labels/waiting';
import type { Backoff } from './backoff';
import { batchGet } from './batch-get';
import { eventKey, type Row, TTL_ATTRIBUTE } from './keys';
import { numberAt, placeOf, type Table } from './rows';
import { readParts, writeParts } from './served-parts';
import { packedBytes, packText, unpackText } from './text-body';
import { decodeItem, encodeItem } from './waiting-item';

export interface StoredItem {
  readonly item: Item;
  readonly revision: number;
}

export type Write =
  | { readonly written: true }
  /** Somebody else was faster: what they made of it. */
  | { readonly written: false; readonly found: StoredItem | undefined };

export interface WaitingRows {
  /** Those that are there. */
  read(eventIds: readonly string[]): Promise<Map<string, StoredItem>>;
  /** @param was what it was made from; undefined: there was none */
  write(eventId: string, item: Item, was: StoredItem | undefined): Promise<Write>;
}

export interface WaitingRowsOptions extends Table {
  readonly nowMs: () => number;
  readonly backoff: Backoff;
  /** How long after its arrival an event can still be delivered again: the retention of the stream, and a day. */
  readonly retriesMs: number;
}

/** An item of a little less than one write unit stays readable. */
const GZIP_ABOVE_BYTES = 850;
const ITEM_BYTES = 350 * 1024;

export function waitingRows(options: WaitingRowsOptions, model: string, withinMs: number): WaitingRows {
  const { client, table, nowMs, backoff, retriesMs } = options;
  const prefixLength = eventKey(model, '').pk.S.length;

  const stored = async (row: Row): Promise<StoredItem> => {
    const { b, n } = row;
    const item = decodeItem(unpackText(b, placeOf(row)), placeOf(row));
    const served = n === undefined ? item.served : await readParts(options, eventKey(model, idOf(row)), row);
    return { item: { ...item, served }, revision: numberAt(row, 'r') };
  };
  const idOf = (row: Row): string => row.pk!.S!.slice(prefixLength);

  /** Epoch seconds; null while it waits. */
  const expiryOf = ({ state, endMs }: Item): number | null =>
    state === 'done' ? Math.ceil((Math.max(nowMs(), endMs) + 2 * withinMs + retriesMs) / 1000) : null;

  const rowOf = async (eventId: string, item: Item, revision: number): Promise<Row> => {
    const key = eventKey(model, eventId);
    const expiresAt = expiryOf(item);
    const row: Row = { ...key, r: { N: String(revision) } };
    if (expiresAt === null) row.w = { N: String(item.events) };
    else row[TTL_ATTRIBUTE] = { N: String(expiresAt) };
    const b = packText(encodeItem(item), GZIP_ABOVE_BYTES);
    if (packedBytes(b) <= ITEM_BYTES || item.served === null) return { ...row, b };
    const parts = await writeParts(options, key, item.served, expiresAt);
    return { ...row, ...parts, b: packText(encodeItem({ ...item, served: null }), GZIP_ABOVE_BYTES) };
  };

  return {
    async read(eventIds) {
      const rows = await batchGet(
        options,
        eventIds.map((id) => eventKey(model, id)),
        backoff,
      );
      const items = new Map<string, StoredItem>();
      for (const row of rows) items.set(idOf(row), await stored(row));
      return items;
    },
    async write(eventId, item, was) {
      const put: PutItemCommandInput = {
        TableName: table,
        Item: await rowOf(eventId, item, (was?.revision ?? 0) + 1),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...(was === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'r = :was', ExpressionAttributeValues: { ':was': { N: String(was.revision) } } }),
      };
      try {
        await client.send(new PutItemCommand(put));
        return { written: true };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { written: false, found: error.Item === undefined ? undefined : await stored(error.Item) };
      }
    },
  };
}
