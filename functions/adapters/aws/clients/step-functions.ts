import { SFNClient } from '@aws-sdk/client-sfn';
import { MAX_ATTEMPTS, once } from './once';

export const stepFunctions = once(() => new SFNClient({ maxAttempts: MAX_ATTEMPTS }));
