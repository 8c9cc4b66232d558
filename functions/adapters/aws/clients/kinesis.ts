import { KinesisClient } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { once } from './once';

/** The adapters try refused records again themselves, one by one; more than this here would multiply with it. */
const MAX_ATTEMPTS = 3;

/** HTTP/1.1: the SDK would take HTTP/2 for the sake of subscriptions, which nothing here makes. */
export const kinesis = once(
  () => new KinesisClient({ maxAttempts: MAX_ATTEMPTS, requestHandler: new NodeHttpHandler() }),
);
