import { createMemoryObjects } from '../../../../functions/adapters/memory/objects';
import { objectsContract } from '../../../contracts/objects';

objectsContract(async () => {
  const port = createMemoryObjects();
  return { port, reopen: async () => port };
});
