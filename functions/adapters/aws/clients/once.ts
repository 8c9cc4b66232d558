/**
 * The clients of a function instance, each made once, when first asked for: connections stay open between invocations. A file for
 * each, so that a function's bundle holds only what it calls.
 *
 * Throttled and failed calls are tried again by the SDK, with backoff and jitter: what waits in a stream can wait.
 */
export const MAX_ATTEMPTS = 10;

export function once<T>(create: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}
