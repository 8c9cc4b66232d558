/** The file adapter against the definition: it loses what it had not settled whenever its process is killed. */
import fc from 'fast-check';
import { openFileWaitingEvents } from '../../../../functions/adapters/file/waiting-events';
import { expectAsDefined, type Step, scheduleRules, schedules } from '../../../support/waiting-schedules';
import { disposedLater, tempFolder } from './temp-state';

async function check(steps: readonly Step[], journalBytes: number): Promise<void> {
  const folder = await tempFolder();
  await expectAsDefined(steps, {
    open: async () => disposedLater(await openFileWaitingEvents(folder, { rules: scheduleRules, journalBytes })),
    forgets: true,
  });
}

describe('waiting events on disk', () => {
  it.each([
    ['a journal that only grows', 2 ** 30],
    ['a journal rewritten at every settle', 0],
  ])('answer as the definition does, whenever the process is killed, with %s', async (_, journalBytes) => {
    await fc.assert(
      fc.asyncProperty(schedules, (steps) => check(steps, journalBytes)),
      { seed: 19_990_101, numRuns: 30 },
    );
  });
});
