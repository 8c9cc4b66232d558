/** Served predictions as events of the stream, one call each. The SDK's own retries have to do: an application waits for its answer. */
import { type KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import type { PredictionLog } from '../../ports/prediction-log';
import { partitionKeyOf } from './partition-key';

export interface KinesisPredictionLogOptions {
  readonly client: KinesisClient;
  readonly stream: string;
}

export const createKinesisPredictionLog = ({ client, stream }: KinesisPredictionLogOptions): PredictionLog => ({
  async put(event) {
    await client.send(
      new PutRecordCommand({ StreamName: stream, PartitionKey: partitionKeyOf(event), Data: Buffer.from(event) }),
    );
  },
});
