import { SFNClient } from '@aws-sdk/client-sfn';
import { once, patient } from './once';

export const stepFunctions = once(() => new SFNClient(patient()));
