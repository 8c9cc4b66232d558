/**
 * Where the origins stand, in the Waiting table. The body is the canonical text of the state, so that the condition "it still
 * stands where this was counted from" is one comparison of texts (see standsAt), and one conditional write.
 */
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { canonicalJson } from '../../../contracts/canonical';
import type { OriginState } from '../../../domain/labels/waiting';
import type { WaitingEvents } from '../../../ports/waiting-events';
import { ORIGINS_PARTITION, originKey, type Row } from './keys';
import { partition, placeOf, type Table, textAt } from './rows';
import { unpackText } from './text-body';

export function dynamoOrigins({ client, table }: Table): Pick<WaitingEvents, 'origin' | 'origins' | 'settle'> {
  const stateOf = (row: Row): OriginState => {
    const state: OriginState = JSON.parse(unpackText(row.b, placeOf(row)));
    return state;
  };
  return {
    async origin(origin) {
      const { Item: row } = await client.send(
        new GetItemCommand({ TableName: table, Key: originKey(origin), ConsistentRead: true }),
      );
      return row === undefined ? undefined : stateOf(row);
    },
    async origins() {
      const states: [string, OriginState][] = [];
      for await (const row of partition({ client, table }, ORIGINS_PARTITION))
        states.push([textAt(row, 'sk'), stateOf(row)]);
      return Object.fromEntries(states);
    },
    async settle(origin, state, from) {
      const text = canonicalJson(state);
      const put = { TableName: table, Item: { ...originKey(origin), b: { S: text } }, ...standing(from) };
      try {
        await client.send(new PutItemCommand({ ...put, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
        return 'settled';
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        // Who finds what it wanted to write has written it, in an attempt whose response was lost; or somebody else counted the same.
        return error.Item?.b?.S === text ? 'settled' : 'conflict';
      }
    },
  };
}

function standing(from: OriginState | null | undefined): Partial<PutItemCommandInput> {
  if (from === undefined) return {};
  if (from === null) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return { ConditionExpression: 'b = :from', ExpressionAttributeValues: { ':from': { S: canonicalJson(from) } } };
}
