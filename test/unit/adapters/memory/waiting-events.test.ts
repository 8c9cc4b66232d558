import { createMemoryWaitingEvents } from '../../../../functions/adapters/memory/waiting-events';
import { rules } from '../../../contracts/sample-arrivals';
import { waitingEventsContract } from '../../../contracts/waiting-events';

waitingEventsContract(async () => {
  const port = createMemoryWaitingEvents(rules);
  return { port, reopen: async () => port };
});
