import { createDynamoHeads } from '../../../../../functions/adapters/aws/dynamodb/heads';
import { createMemoryObjects } from '../../../../../functions/adapters/memory/objects';
import { headsContract } from '../../../../contracts/heads';
import { describeOnEmulator } from '../../../../support/aws/emulator';
import { freshTable } from './table';

describeOnEmulator('in DynamoDB', (emulator) => {
  headsContract(async () => {
    const table = await freshTable(emulator());
    const objects = createMemoryObjects();
    const open = () => createDynamoHeads({ ...table, spill: () => objects });
    return { port: open(), reopen: async () => open() };
  });
});
