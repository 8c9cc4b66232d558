import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MAX_ATTEMPTS, once } from './once';

export const dynamo = once(() => new DynamoDBClient({ maxAttempts: MAX_ATTEMPTS }));
