/** A bucket or a stream of its own for one test, on an emulator that ends with the file. */
import { CreateStreamCommand, type KinesisClient, waitUntilStreamExists } from '@aws-sdk/client-kinesis';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';

let made = 0;

export async function freshBucket(client: S3Client): Promise<string> {
  made += 1;
  const bucket = `bucket-${made}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return bucket;
}

export async function freshStream(client: KinesisClient, shards = 1): Promise<string> {
  made += 1;
  const stream = `stream-${made}`;
  await client.send(new CreateStreamCommand({ StreamName: stream, ShardCount: shards }));
  await waitUntilStreamExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { StreamName: stream });
  return stream;
}
