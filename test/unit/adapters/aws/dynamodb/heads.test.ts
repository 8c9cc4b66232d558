import { createDynamoHeads } from '../../../../../functions/adapters/aws/dynamodb/heads';
import { createMemoryObjects } from '../../../../../functions/adapters/memory/objects';
import { headsContract } from '../../../../contracts/heads';
import { describeOnEmulator } from '../../../../support/aws/emulator';
import { freshTable } from './table';

// Not a claim: other test files may be using the machine.
jest.setTimeout(60_000);

describeOnEmulator('in DynamoDB', (emulator) => {
  headsContract(async () => {
    const table = await freshTable(emulator());
    const objects = createMemoryObjects();
    const open = () => createDynamoHeads({ ...table, spill: () => objects });
    return { port: open(), reopen: async () => open() };
  });
});
