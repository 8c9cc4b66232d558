import { SQSClient } from '@aws-sdk/client-sqs';
import { once, patient } from './once';

export const sqs = once(() => new SQSClient(patient()));
