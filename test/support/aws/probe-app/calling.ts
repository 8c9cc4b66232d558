/** A function that does what perennial's do: writes an object, then a record, by AWS's SDK. */
import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client();
// HTTP/1, as the deployed functions use it: the emulator cannot check the signature of an HTTP/2 request.
const kinesis = new KinesisClient({ requestHandler: s3.config.requestHandler });

export async function handler({ key }: { readonly key: string }): Promise<{ readonly sequenceNumber: string }> {
  await s3.send(new PutObjectCommand({ Bucket: process.env.BUCKET, Key: `own/${key}`, Body: key }));
  const { SequenceNumber = '' } = await kinesis.send(
    new PutRecordCommand({ StreamName: process.env.STREAM, PartitionKey: key, Data: Buffer.from(key) }),
  );
  return { sequenceNumber: SequenceNumber };
}
