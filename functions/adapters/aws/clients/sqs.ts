import { SQSClient } from '@aws-sdk/client-sqs';
import { MAX_ATTEMPTS, once } from './once';

export const sqs = once(() => new SQSClient({ maxAttempts: MAX_ATTEMPTS }));
