/**
 * The body of a record: in its row, or, when it would come near the 400 KB that a row can hold, as an object beside the
 * checkpoints, of which the row keeps the name. Objects are named by their content, so a commit that is lost leaves an orphan at
 * worst. O(size).
 */

import type { Objects } from '../../../ports/objects';
import { exactJson } from '../../exact-json';
import type { Row } from './keys';
import { placeOf, textAt } from './rows';
import { type Packed, packedBytes, packText, unpackText } from './text-body';

const GZIP_ABOVE_BYTES = 4096;
const SPILL_ABOVE_BYTES = 300 * 1024;

export type Body = { readonly b: Packed } | { readonly o: { readonly S: string } };

/** @throws on what would not come back as it is, such as NaN */
export async function writeBody(value: unknown, spill: Objects): Promise<Body> {
  const packed = packText(exactJson(value), GZIP_ABOVE_BYTES);
  if (packedBytes(packed) <= SPILL_ABOVE_BYTES) return { b: packed };
  return { o: { S: await spill.put('S' in packed ? Buffer.from(packed.S) : packed.B) } };
}

/** The JSON text of what was written. */
export async function readBody(row: Row, spill: Objects): Promise<string> {
  if (row.o === undefined) return unpackText(row.b, placeOf(row));
  const bytes = await spill.get(textAt(row, 'o'));
  return isGzip(bytes) ? unpackText({ B: bytes }, placeOf(row)) : Buffer.from(bytes).toString();
}

/** JSON never begins with these two. */
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
