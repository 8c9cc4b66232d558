import { KinesisClient } from '@aws-sdk/client-kinesis';
import { once, patient } from './once';

/** The adapters try refused records again themselves, one by one; more than this here would multiply with it. */
const MAX_ATTEMPTS = 3;

export const kinesis = once(() => new KinesisClient(patient(MAX_ATTEMPTS)));
