/**
 * The clients of a function instance, each made once, when first asked for: connections stay open between invocations. A file for
 * each, so that a function's bundle holds only what it calls.
 *
 * Throttled and failed calls are tried again by the SDK, with backoff and jitter: what waits in a stream can wait. A call that hangs,
 * for instance on a connection that died while the instance was frozen, is given up and tried again long before the function's
 * own time is over. All speak HTTP/1.1: the SDK would take HTTP/2 for Kinesis, for subscriptions that nothing here makes.
 */
import { NodeHttpHandler } from '@smithy/node-http-handler';

const MAX_ATTEMPTS = 10;
const CONNECT_WITHIN_MS = 3_000;
const ANSWER_WITHIN_MS = 20_000;

export const patient = (maxAttempts = MAX_ATTEMPTS) => ({
  maxAttempts,
  requestHandler: new NodeHttpHandler({
    connectionTimeout: CONNECT_WITHIN_MS,
    requestTimeout: ANSWER_WITHIN_MS,
    throwOnRequestTimeout: true,
  }),
});

export function once<T>(create: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: create() };
    return made.value;
  };
}
