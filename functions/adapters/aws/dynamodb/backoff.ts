/**
 * How long to wait before trying again what only time helps: full jitter, so that those who met do not meet again ("Exponential
 * Backoff And Jitter", AWS Architecture Blog, 2015). Single calls are retried by the SDK itself; this is for cancelled transactions
 * and for the part of a batch that came back undone, which the SDK takes for answers.
 */
export interface Backoff {
  /** Resolves when the try after `attempt` (from 1) may begin. */
  pause(attempt: number): Promise<void>;
}

/** About half a minute in all, on average a quarter. */
export const MAX_ATTEMPTS = 12;
const FIRST_MS = 50;
const LONGEST_MS = 5_000;

export const jittered: Backoff = {
  pause: (attempt) => {
    const delayMs = Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
    return new Promise((resolve) => setTimeout(resolve, delayMs));
  },
};
