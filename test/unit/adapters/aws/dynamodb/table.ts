/** Tables of the emulator with the keys of ours, one for each test that asks. */
import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Backoff } from '../../../../../functions/adapters/aws/dynamodb/backoff';
import type { Table } from '../../../../../functions/adapters/aws/dynamodb/rows';
import type { Emulator } from '../../../../support/aws/emulator';

export async function freshTable({ client: connection }: Emulator, config: DynamoDBClientConfig = {}): Promise<Table> {
  const client = new DynamoDBClient({ ...connection, ...config });
  const table = `table-${randomUUID()}`;
  const keys = ['pk', 'sk'];
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
    }),
  );
  return { client, table };
}

/** Waits for nothing, and counts how often it was asked to. */
export class NoPause implements Backoff {
  pauses = 0;
  async pause(): Promise<void> {
    this.pauses += 1;
  }
}
