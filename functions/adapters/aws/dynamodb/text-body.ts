/**
 * A text as the attribute that holds it: a string, or gzip where the text is long and gets shorter by it. DynamoDB bills writes
 * by the KB. O(size).
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Packed = { readonly S: string } | { readonly B: Uint8Array };

/** @param gzipAboveBytes shorter texts stay readable */
export function packText(text: string, gzipAboveBytes: number): Packed {
  const sizeBytes = Buffer.byteLength(text);
  if (sizeBytes <= gzipAboveBytes) return { S: text };
  const zipped = gzipSync(text);
  return zipped.length < sizeBytes ? { B: zipped } : { S: text };
}

export const packedBytes = (packed: Packed): number => ('S' in packed ? Buffer.byteLength(packed.S) : packed.B.length);

/** @param place names the row, for the error @throws when the attribute is neither */
export function unpackText(attribute: AttributeValue | undefined, place: string): string {
  if (attribute?.S !== undefined) return attribute.S;
  if (attribute?.B !== undefined) return gunzipSync(attribute.B).toString();
  throw new Error(`${place} has no body: something other than perennial wrote it; restore the table from a backup`);
}
