import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { once, patient } from './once';

export const dynamo = once(() => new DynamoDBClient(patient()));
