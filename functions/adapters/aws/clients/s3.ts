import { S3Client } from '@aws-sdk/client-s3';
import { MAX_ATTEMPTS, once } from './once';

export const s3 = once(() => new S3Client({ maxAttempts: MAX_ATTEMPTS }));
