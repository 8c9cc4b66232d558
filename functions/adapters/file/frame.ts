/**
 * How records are laid one after the other in an append-only file, so that a reader can tell what was written wholly.
 *
 *   {"bytes":"0000000123","crc32":"0a1b2c3d"}\n   42 bytes of ASCII: the payload's length and checksum, both of fixed width
 *   payload                                       as many bytes
 *
 * The head is a line of JSON: a log whose payloads are lines of JSON stays NDJSON. The checksum is CRC-32 over (file name,
 * offset, length, payload), so a record that ended up elsewhere, such as an old block of the disk that a crash brought back
 * to light, does not count as one.
 *
 * Appends are flushed one by one, so only the last one can be torn, and a torn one can have any bytes missing, its head
 * included. What does not check out is therefore a torn tail if no whole record follows it, else damage.
 */
import { crc32 } from 'node:zlib';

const HEAD = /^\{"bytes":"(\d{10})","crc32":"([0-9a-f]{8})"\}\n$/;
const HEAD_START = '{"bytes":"';
const HEAD_BYTES = 42;

/** @param name of the file  @param offset in the file, bytes */
export function encodeFrame(name: string, offset: number, payload: Uint8Array): Buffer {
  const length = String(payload.length).padStart(10, '0');
  const checksum = checksumOf(name, offset, payload).toString(16).padStart(8, '0');
  const frame = Buffer.allocUnsafe(HEAD_BYTES + payload.length);
  frame.write(`${HEAD_START}${length}","crc32":"${checksum}"}\n`, 'latin1');
  frame.set(payload, HEAD_BYTES);
  return frame;
}

export interface Frames {
  readonly payloads: readonly Buffer[];
  /** Where the whole records end; what follows is a torn tail. */
  readonly wholeBytes: number;
  /** Where a record is damaged although whole ones follow; null when there is none. */
  readonly damagedAt: number | null;
}

/** O(size); for a tail or damage, O(size x places that look like a head). */
export function readFrames(name: string, file: Buffer): Frames {
  const payloads: Buffer[] = [];
  let offset = 0;
  for (let payload = frameAt(name, file, 0); payload !== undefined; payload = frameAt(name, file, offset)) {
    payloads.push(payload);
    offset += HEAD_BYTES + payload.length;
  }
  return { payloads, wholeBytes: offset, damagedAt: hasFrameAfter(name, file, offset) ? offset : null };
}

function frameAt(name: string, file: Buffer, offset: number): Buffer | undefined {
  const head = HEAD.exec(file.toString('latin1', offset, offset + HEAD_BYTES));
  if (head === null) return undefined;
  const begin = offset + HEAD_BYTES;
  const end = begin + Number(head[1]);
  if (end > file.length) return undefined;
  const payload = file.subarray(begin, end);
  return checksumOf(name, offset, payload) === Number.parseInt(head[2]!, 16) ? payload : undefined;
}

function hasFrameAfter(name: string, file: Buffer, offset: number): boolean {
  for (let at = file.indexOf(HEAD_START, offset + 1); at >= 0; at = file.indexOf(HEAD_START, at + 1)) {
    if (frameAt(name, file, at) !== undefined) return true;
  }
  return false;
}

const checksumOf = (name: string, offset: number, payload: Uint8Array): number =>
  crc32(payload, crc32(`${name}:${offset}:${payload.length}:`));
