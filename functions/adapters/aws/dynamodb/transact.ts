/**
 * One transaction, whatever the weather: a transaction that met another one, or too many writes, is tried again; one whose
 * condition does not hold is the answer 'conflict'.
 *
 *   first try      ──written──▶ ╳ the response is lost
 *   same token     ──────────────────────────────────▶ written (DynamoDB remembers tokens for ten minutes)
 *
 * So a writer never takes its own commit for somebody else's. Without the token the second try would find the revision moved on.
 */
import { randomUUID } from 'node:crypto';
import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Backoff, MAX_ATTEMPTS } from './backoff';
import type { Table } from './rows';

/**
 * CancellationReason codes, from the API reference of TransactWriteItems, that say nothing of the writes themselves. The SDK retries
 * what is throttled as a whole, and TransactionInProgress; a cancelled transaction it takes for an answer.
 */
const PASSING = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** @throws what is neither a failed condition nor passing, and what does not pass */
export async function transact(
  { client }: Table,
  writes: TransactWriteItem[],
  backoff: Backoff,
): Promise<'written' | 'conflict'> {
  const command = new TransactWriteItemsCommand({ TransactItems: writes, ClientRequestToken: randomUUID() });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(command);
      return 'written';
    } catch (error) {
      if (isConditionFailed(error)) return 'conflict';
      if (!isPassing(error) || attempt === MAX_ATTEMPTS) throw error;
      await backoff.pause(attempt);
    }
  }
}

const codesOf = (error: TransactionCanceledException): string[] =>
  (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');

const isConditionFailed = (error: unknown): boolean =>
  error instanceof TransactionCanceledException && codesOf(error).includes('ConditionalCheckFailed');

function isPassing(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = codesOf(error);
  return codes.length > 0 && codes.every((code) => PASSING.has(code));
}
