import { createMemoryHeads } from '../../../../functions/adapters/memory/heads';
import { headsContract } from '../../../contracts/heads';

headsContract(async () => {
  const port = createMemoryHeads();
  return { port, reopen: async () => port };
});
