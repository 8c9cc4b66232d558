/** Calls again, a little later each time, what failed for a reason that passes; the last failure is thrown. */
import { type Backoff, MAX_ATTEMPTS } from './dynamodb/backoff';

export async function tryAgain<T>(
  backoff: Backoff,
  passes: (error: unknown) => boolean,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !passes(error)) throw error;
    }
    await backoff.pause(attempt);
  }
}
