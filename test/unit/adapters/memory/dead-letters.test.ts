import { createMemoryDeadLetters } from '../../../../functions/adapters/memory/dead-letters';
import { deadLettersContract } from '../../../contracts/dead-letters';

deadLettersContract(async () => {
  const port = createMemoryDeadLetters();
  return { port, reopen: async () => port };
});
