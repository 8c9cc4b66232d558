/**
 * Which failures of a put into a stream pass by themselves: a shard's limit of bytes and records per second, a limit of the
 * account or of the key service, and what is wrong inside of Kinesis.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
 */
import { KinesisServiceException } from '@aws-sdk/client-kinesis';

const PASSING_CODES: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'LimitExceededException',
  'KMSThrottlingException',
  'ThrottlingException',
  'InternalFailure',
  'InternalFailureException',
  'ServiceUnavailable',
]);

export const codePasses = (code: string): boolean => PASSING_CODES.has(code);

export const passes = (error: unknown): boolean =>
  error instanceof KinesisServiceException && (error.$fault === 'server' || codePasses(error.name));
