/**
 * Puts bytes under a key whose content never changes. Whoever is first puts them, by a conditional write
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html); the others find them there, and make sure by
 * their checksum that it is them: a damaged object is mended by putting it again. Above one part, as a multipart upload, whose
 * checksum is that of its parts' checksums
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html).
 */
import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  NoSuchUpload,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { Backoff } from './dynamodb/backoff';
import { tryAgain } from './try-again';

/** At least 5 MiB by S3's rules; 10,000 parts are the most. */
export const PART_BYTES = 8 * 2 ** 20;

export interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
const isThere = (error: unknown): boolean => statusOf(error) === 412;
/**
 * Somebody else writes or deletes the same key at this moment; or an upload was completed by an attempt whose response was lost, so
 * that the SDK's next one finds it gone.
 */
const isRace = (error: unknown): boolean => statusOf(error) === 409 || error instanceof NoSuchUpload;

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

function partsOf(bytes: Uint8Array): Uint8Array[] {
  const parts = [];
  for (let from = 0; from < bytes.length; from += PART_BYTES) parts.push(bytes.subarray(from, from + PART_BYTES));
  return parts;
}

export function putOnce(client: S3Client, place: Place, bytes: Uint8Array, backoff: Backoff): Promise<void> {
  const put = bytes.length > PART_BYTES ? putParts : putWhole;
  return tryAgain(backoff, isRace, async () => {
    try {
      await put(client, place, bytes, '*');
    } catch (error) {
      if (!isThere(error)) throw error;
      if (!(await holds(client, place, bytes))) await put(client, place, bytes, undefined);
    }
  });
}

async function holds(client: S3Client, place: Place, bytes: Uint8Array): Promise<boolean> {
  const there = await client.send(new HeadObjectCommand({ ...place, ChecksumMode: 'ENABLED' }));
  return there.ContentLength === bytes.length && there.ChecksumSHA256 === checksumOf(bytes);
}

function checksumOf(bytes: Uint8Array): string {
  if (bytes.length <= PART_BYTES) return sha256(bytes).toString('base64');
  const parts = partsOf(bytes);
  return `${sha256(Buffer.concat(parts.map(sha256))).toString('base64')}-${parts.length}`;
}

async function putWhole(client: S3Client, place: Place, bytes: Uint8Array, unless: '*' | undefined): Promise<void> {
  const checksum = checksumOf(bytes);
  await client.send(new PutObjectCommand({ ...place, Body: bytes, ChecksumSHA256: checksum, IfNoneMatch: unless }));
}

async function putParts(client: S3Client, place: Place, bytes: Uint8Array, unless: '*' | undefined): Promise<void> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: 'SHA256' }));
  const upload = { ...place, UploadId };
  try {
    const Parts = [];
    for (const [at, part] of partsOf(bytes).entries()) {
      const PartNumber = at + 1;
      const ChecksumSHA256 = sha256(part).toString('base64');
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: part, ChecksumSHA256 }));
      Parts.push({ PartNumber, ETag, ChecksumSHA256 });
    }
    await client.send(
      new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, IfNoneMatch: unless }),
    );
  } catch (error) {
    await abandon(client, upload, error);
    throw error;
  }
}

/** Parts of an upload that nobody completes are paid for. One that is not there any more was completed, and the response was lost. */
async function abandon(
  client: S3Client,
  upload: Place & { UploadId: string | undefined },
  because: unknown,
): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand(upload));
  } catch (error) {
    if (statusOf(error) === 404) return;
    throw new AggregateError([because, error], `the upload of ${upload.Key} failed, and so did abandoning it`);
  }
}
