/** What every reader of the tables needs: rows of a partition, and the values in a row. */
import { type DynamoDBClient, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { Row } from './keys';

export interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** Which sort keys: those that begin with a prefix, or those before a bound. */
export type Range = { readonly beginsWith: string } | { readonly before: string };

/** The rows of a partition in order of their sort keys, strongly consistent, page after page. */
export async function* partition({ client, table }: Table, pk: string, range?: Range): AsyncGenerator<Row> {
  const bound = range === undefined ? undefined : 'before' in range ? range.before : range.beginsWith;
  const condition = range === undefined ? '' : 'before' in range ? ' AND sk < :bound' : ' AND begins_with(sk, :bound)';
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: `pk = :pk${condition}`,
      ExpressionAttributeValues: { ':pk': { S: pk }, ...(bound === undefined ? {} : { ':bound': { S: bound } }) },
    },
  );
  for await (const { Items = [] } of pages) yield* Items;
}

/** pk and sk, for messages. */
export const placeOf = (row: Row): string => `the row ${row.pk?.S} ${row.sk?.S}`;

export function textAt(row: Row, name: string): string {
  const value = row[name]?.S;
  if (value === undefined)
    throw new Error(`${placeOf(row)} has no text ${name}: something other than perennial wrote it`);
  return value;
}

export function numberAt(row: Row, name: string): number {
  const value = row[name]?.N;
  if (value === undefined)
    throw new Error(`${placeOf(row)} has no number ${name}: something other than perennial wrote it`);
  return Number(value);
}
