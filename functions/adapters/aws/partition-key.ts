/**
 * By what the events stream is partitioned: the event id, so that the halves of an example meet in order on one shard. What has
 * no usable one will be refused by whoever reads it, and is spread by its hash until then.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';

/** Kinesis takes 256 characters. */
const identified = z.object({ eventId: z.string().min(1).max(256) });

export function partitionKeyOf(event: string): string {
  return eventIdOf(event) ?? createHash('sha256').update(event).digest('hex');
}

export function eventIdOf(event: string): string | undefined {
  try {
    return identified.safeParse(JSON.parse(event)).data?.eventId;
  } catch {
    // No JSON.
    return undefined;
  }
}
