/**
 * Sends dead letters of one code into the stack's events stream again, for when their cause is mended: a model that was not declared
 * then, a feature that has another type now. The letters stay, and an event that is refused again makes another one. Lists all
 * letters: O(letters) time and memory.
 */
import { neededStack, openLetters } from '../home';
import type { Shown } from './shown';

export interface RedriveOptions {
  readonly stack: string;
  readonly model?: string;
  /** Such as 'unknown-model'. */
  readonly code: string;
  /** At most so many, the oldest. */
  readonly limit?: number;
}

export async function redrive({ stack: named, model, code, limit }: RedriveOptions): Promise<Shown> {
  const stack = neededStack({ stack: named });
  const letters = await (await openLetters({ stack })).list(model === undefined ? {} : { model });
  const chosen = letters.filter((letter) => letter.code === code).slice(0, limit);
  if (chosen.length === 0) {
    const codes = [...new Set(letters.map((letter) => letter.code))].sort();
    const message = `no dead letter has code ${code}; ${codes.length === 0 ? 'there are none' : `there are ${codes.join(', ')}`}`;
    return { document: { stack, code, error: { name: 'NoSuchLetters', message } }, lines: [message], failed: true };
  }
  const { openStackEvents } = await import('../aws/stack-events');
  const { stream, send } = await openStackEvents(stack);
  const { sent, retried, tooLarge } = await send(chosen.map(({ data }) => data));
  return {
    document: { stack, stream, code, sent, retried, tooLarge },
    lines: [`${sent.toLocaleString('en-US')} dead letters of code ${code} sent to ${stream} again`],
  };
}
