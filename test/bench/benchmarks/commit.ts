/** From what was learned to the next head on disk: checkpoints, workspace, archived examples, one conditional write, retention. */
import { EVENTS_PER_BATCH, flightBlocks, flights } from '../flights';
import { costOfStage } from '../learning';
import type { Benchmark } from '../result';
import { openScratchState } from '../scratch-state';

const WARM_UPS = 4;
const REPEATS = 12;

export const commit: Benchmark = {
  name: 'commit',
  async run({ scratch }) {
    const blocks = await flightBlocks(flights, (WARM_UPS + REPEATS) * EVENTS_PER_BATCH);
    const state = await openScratchState(scratch, flights);
    const { cost } = await costOfStage('commit', state, blocks, WARM_UPS);
    await state.close();
    return [
      {
        name: 'commit',
        cost,
        ratio: null,
        figures: { commitMs: (cost.medianNs * cost.examples) / 1e6, examplesPerCommit: cost.examples },
        note: `over the file adapters, one commit for ${cost.examples} examples of ${flights.learners.length} lines; every object and the head are flushed`,
      },
    ];
  },
};
