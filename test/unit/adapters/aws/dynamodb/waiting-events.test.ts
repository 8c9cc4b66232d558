import { createDynamoWaitingEvents } from '../../../../../functions/adapters/aws/dynamodb/waiting-events';
import { rules } from '../../../../contracts/sample-arrivals';
import { waitingEventsContract } from '../../../../contracts/waiting-events';
import { describeOnEmulator } from '../../../../support/aws/emulator';
import { freshTable } from './table';

// Not a claim: other test files may be using the machine.
jest.setTimeout(60_000);

describeOnEmulator('in DynamoDB', (emulator) => {
  waitingEventsContract(async () => {
    const table = await freshTable(emulator());
    const open = () => createDynamoWaitingEvents({ ...table, rules });
    return { port: open(), reopen: async () => open() };
  });
});
