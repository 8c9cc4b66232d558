/** Tables, bucket and streams without a deployment, and the environment by which a function finds them. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ENVIRONMENT } from '../../../functions/contracts/environment';
import type { Emulator } from './emulator';

export const BARE = {
  recordsTable: 'records',
  waitingTable: 'waiting',
  objectsBucket: 'objects',
  eventsStream: 'events',
  examplesStream: 'examples',
} as const;

export async function bareResources({ client, env }: Emulator): Promise<Record<string, string>> {
  const dynamo = new DynamoDBClient(client);
  for (const TableName of [BARE.recordsTable, BARE.waitingTable]) {
    await dynamo.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
      }),
    );
  }
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: BARE.objectsBucket }));
  const kinesis = new KinesisClient(client);
  for (const StreamName of [BARE.eventsStream, BARE.examplesStream])
    await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
  for (const made of [dynamo, s3, kinesis]) made.destroy();
  return {
    ...env,
    [ENVIRONMENT.recordsTable]: BARE.recordsTable,
    [ENVIRONMENT.waitingTable]: BARE.waitingTable,
    [ENVIRONMENT.objectsBucket]: BARE.objectsBucket,
    [ENVIRONMENT.eventsStream]: BARE.eventsStream,
    [ENVIRONMENT.examplesStream]: BARE.examplesStream,
    [ENVIRONMENT.metricsNamespace]: 'bare',
    [ENVIRONMENT.failureQueue]: 'http://127.0.0.1/none',
    [ENVIRONMENT.retrainStateMachine]: 'arn:aws:states:us-east-1:000000000000:stateMachine:none',
  };
}
