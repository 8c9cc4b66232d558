import { createMemoryDriftWindows } from '../../../../functions/adapters/memory/drift-windows';
import { driftWindowsContract } from '../../../contracts/drift-windows';

driftWindowsContract(async () => {
  const port = createMemoryDriftWindows();
  return { port, reopen: async () => port };
});
