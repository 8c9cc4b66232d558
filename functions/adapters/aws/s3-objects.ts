/**
 * Objects in a bucket, `<prefix><SHA-256 of the bytes>`. A put costs one call, one more where the object is there already; a get
 * one call and one hash, or a copy where a warm function still holds the bytes: a name says what they are, for ever.
 *
 * The role needs s3:ListBucket on the prefix for `get` too: without it S3 says "denied" of what is not there.
 */
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';
import { nameOf } from '../../domain/checkpoint/object-name';
import { ObjectDamaged, ObjectMissing, type Objects } from '../../ports/objects';
import { ByteCache } from './byte-cache';
import { type Backoff, jittered } from './dynamodb/backoff';
import { keysBelow } from './s3-listing';
import { type Place, putOnce } from './s3-upload';

export interface S3ObjectsOptions {
  readonly client: S3Client;
  readonly bucket: string;
  /** See contracts/object-keys.ts. */
  readonly prefix: string;
  /**
   * How much of what was got is held for the next time.
   * @default 0, nothing
   */
  readonly cacheBytes?: number;
  /** @default jittered */
  readonly backoff?: Backoff;
}

const NAME = /^[0-9a-f]{64}$/;

export function createS3Objects(options: S3ObjectsOptions): Objects {
  const { client, bucket, prefix, cacheBytes = 0, backoff = jittered } = options;
  const folder = `s3://${bucket}/${prefix}`;
  const placeOf = (name: string): Place => ({ Bucket: bucket, Key: prefix + name });
  const warm = new ByteCache(cacheBytes);

  return {
    async put(bytes) {
      const name = nameOf(bytes);
      await putOnce(client, placeOf(name), bytes, backoff);
      return name;
    },

    async get(name) {
      const held = warm.get(name);
      if (held !== undefined) return held.slice();
      const bytes = NAME.test(name) ? await read(client, placeOf(name)) : undefined;
      if (bytes === undefined) throw new ObjectMissing(name, folder);
      const actual = nameOf(bytes);
      if (actual !== name) throw new ObjectDamaged(name, actual, folder);
      if (bytes.length <= cacheBytes) warm.set(name, bytes.slice());
      return bytes;
    },

    async delete(name) {
      warm.delete(name);
      if (NAME.test(name)) await client.send(new DeleteObjectCommand(placeOf(name)));
    },

    async list() {
      const names = [];
      for await (const name of keysBelow(client, bucket, prefix)) if (NAME.test(name)) names.push(name);
      return names;
    },
  };
}

async function read(client: S3Client, place: Place): Promise<Uint8Array | undefined> {
  try {
    const { Body } = await client.send(new GetObjectCommand(place));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}
