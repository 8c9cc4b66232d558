/** The keys that begin with a prefix, without it, in the order of their bytes. One call per 1,000. */
import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

export async function* keysBelow(client: S3Client, bucket: string, prefix: string): AsyncGenerator<string> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key } of Contents) if (Key !== undefined) yield Key.slice(prefix.length);
  }
}
