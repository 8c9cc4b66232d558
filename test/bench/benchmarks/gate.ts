/** What comparing costs: every candidate predicts the example, it matures, evidence is weighed, the gate decides. */
import { createMemoryHeads } from '../../../functions/adapters/memory/heads';
import { createMemoryObjects } from '../../../functions/adapters/memory/objects';
import { EVENTS_PER_BATCH, flightBlocks, flights } from '../flights';
import { costOfStage } from '../learning';
import type { Benchmark } from '../result';

const WARM_UPS = 4;
const REPEATS = 12;

export const gate: Benchmark = {
  name: 'gate',
  async run() {
    const blocks = await flightBlocks(flights, (WARM_UPS + REPEATS) * EVENTS_PER_BATCH);
    const stores = { heads: createMemoryHeads(), objects: createMemoryObjects() };
    const { cost, liveCandidates, promotions } = await costOfStage('contest', stores, blocks, WARM_UPS);
    return [
      {
        name: 'gate',
        cost,
        ratio: null,
        figures: { liveCandidates, promotions },
        note: `up to ${flights.seal.live} live candidates, their predictions included, one look a micro-batch`,
      },
    ];
  },
};
