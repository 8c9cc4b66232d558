/** Waiting events in DynamoDB against the definition: answers, counts and order are those of the memory adapter. */
import fc from 'fast-check';
import { createDynamoWaitingEvents } from '../../../../../functions/adapters/aws/dynamodb/waiting-events';
import { describeOnEmulator } from '../../../../support/aws/emulator';
import { expectAsDefined, scheduleRules, schedules } from '../../../../support/waiting-schedules';
import { freshTable } from './table';

describeOnEmulator('waiting events in DynamoDB', (emulator) => {
  it('answer as the definition does, whatever is tried again', async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (steps) => {
        const table = await freshTable(emulator());
        await expectAsDefined(steps, {
          open: async () => createDynamoWaitingEvents({ ...table, rules: scheduleRules }),
          forgets: false,
        });
      }),
      { seed: 19_990_101, numRuns: 4 },
    );
  });
});
