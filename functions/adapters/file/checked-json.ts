/**
 * A value as one line of JSON that carries its own checksum:
 *
 *   {"format":1,"sha256":"<64 hex digits>","body":<JSON>}
 *
 * The hash is over the bytes of the body as they stand there. What checks out was written by `encodeChecked`, so its shape is
 * known to whoever wrote it.
 */
import { createHash } from 'node:crypto';
import { exactJson } from '../exact-json';
import { StateDamaged } from './state-damaged';
import { StateTooNew } from './state-too-new';

const FORMAT = 1;
const PREFIX = /^\{"format":(\d+),"sha256":"([0-9a-f]{64})","body":/;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function encodeChecked(value: unknown): Buffer {
  const body = exactJson(value);
  return Buffer.from(`{"format":${FORMAT},"sha256":"${sha256(body)}","body":${body}}\n`);
}

/** @throws StateDamaged, StateTooNew, naming `path` */
export function decodeChecked(path: string, bytes: Buffer): ReturnType<typeof JSON.parse> {
  const text = bytes.toString();
  const prefix = PREFIX.exec(text);
  if (prefix === null) throw new StateDamaged(path, 'is not a record of perennial');
  if (Number(prefix[1]) > FORMAT) throw new StateTooNew(path, Number(prefix[1]), FORMAT);
  const body = text.slice(prefix[0].length, -2);
  if (sha256(body) !== prefix[2] || !text.endsWith('}\n')) throw new StateDamaged(path, 'does not match its checksum');
  return JSON.parse(body);
}
