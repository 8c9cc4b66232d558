/**
 * The windows of a model are an origin of their own. Its order is (the window's end, then a hash of the event id), so that a
 * retry, or another machine, numbers the same endings alike without keeping a counter. 80 bits of SHA-256 make two ids of the
 * same millisecond collide with probability below 1e-18 even at a million of them.
 */
import { createHash } from 'node:crypto';
import type { Sequence } from '../lineage/head';

const HASH_DIGITS = 25;

export const windowOrigin = (model: string): string => `windows:${model}`;

/** Decimal: the window's end in ms, followed by 25 digits of the hash. Valid for ends from 1970 on. */
export function windowSequence(endMs: number, eventId: string): Sequence {
  const hash = BigInt(`0x${createHash('sha256').update(eventId).digest('hex').slice(0, 20)}`);
  return `${endMs}${hash.toString().padStart(HASH_DIGITS, '0')}`;
}

/** A sequence below every window that ends after `endMs` and not below any that ends at or before it. */
export const windowSequenceUpTo = (endMs: number): Sequence => `${endMs}${'9'.repeat(HASH_DIGITS)}`;
