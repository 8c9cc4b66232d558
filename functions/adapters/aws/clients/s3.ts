import { S3Client } from '@aws-sdk/client-s3';
import { once, patient } from './once';

export const s3 = once(() => new S3Client(patient()));
