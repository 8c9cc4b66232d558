import { createMemoryExamples } from '../../../../functions/adapters/memory/examples';
import { examplesContract } from '../../../contracts/examples';

examplesContract(async () => {
  const port = createMemoryExamples();
  return { port, reopen: async () => port };
});
