/**
 * What was served with an event, when it is too large for its item's row: in rows of its own beside it, named by their content, so
 * that every transition of the item can write them again. They are there before the row that names them, and expire with it.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Served } from '../../../domain/labels/waiting';
import { type Key, partKey, type Row, TTL_ATTRIBUTE } from './keys';
import { numberAt, placeOf, type Table, textAt } from './rows';
import { unpackText } from './text-body';
import { decodeServed, encodeServed } from './waiting-item';

const PART_BYTES = 350 * 1024;

/** Attributes of the item's row that name its parts. */
export type PartsRef = { readonly n: { readonly N: string }; readonly h: { readonly S: string } };

export async function writeParts(
  { client, table }: Table,
  item: Key,
  served: Served,
  expiresAt: number | null,
): Promise<PartsRef> {
  const bytes = gzipSync(encodeServed(served));
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const parts = Math.ceil(bytes.length / PART_BYTES);
  for (let at = 0; at < parts; at += 1) {
    const b = { B: bytes.subarray(at * PART_BYTES, (at + 1) * PART_BYTES) };
    const ttl = expiresAt === null ? {} : { [TTL_ATTRIBUTE]: { N: String(expiresAt) } };
    await client.send(new PutItemCommand({ TableName: table, Item: { ...partKey(item, hash, at), b, ...ttl } }));
  }
  return { n: { N: String(parts) }, h: { S: hash } };
}

/** @throws when a part is missing */
export async function readParts({ client, table }: Table, item: Key, row: Row): Promise<Served> {
  const bytes: Uint8Array[] = [];
  for (let at = 0; at < numberAt(row, 'n'); at += 1) {
    const Key = partKey(item, textAt(row, 'h'), at);
    const { Item: part } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    if (part?.b?.B === undefined) throw new Error(`${placeOf(row)} lacks ${Key.sk.S}; restore the table from a backup`);
    bytes.push(part.b.B);
  }
  return decodeServed(unpackText({ B: Buffer.concat(bytes) }, placeOf(row)));
}
