/** From parsed events to a durable block of examples: waiting, joining, windows, the journal and the block on disk. */
import { closeWindows } from '../../../functions/close-windows/close-windows';
import { createEventParser, type Parsed } from '../../../functions/contracts/events';
import { createJoinLabels, joinLabels } from '../../../functions/join-labels/join-labels';
import type { SourceRecord } from '../../../functions/local/event-source';
import { FLIGHTS_SHARD } from '../../../functions/local/flights/source';
import { EVENTS_PER_BATCH, EVENTS_PER_EXAMPLE, flightRecords, flights } from '../flights';
import { measure } from '../measure';
import type { Benchmark } from '../result';
import { openScratchState } from '../scratch-state';

const WARM_UPS = 3;
const REPEATS = 9;

export const join: Benchmark = {
  name: 'join',
  async run({ scratch }) {
    const state = await openScratchState(scratch, flights);
    const parser = createEventParser([flights]);
    let parsed: Parsed[] = [];
    let at = 0;
    // Parsing has a benchmark of its own: here each record's event is there already.
    const deps = { ...createJoinLabels([flights], state), parse: () => parsed[at++]! };
    const batches = (await flightRecords((WARM_UPS + REPEATS) * EVENTS_PER_BATCH)).values();
    const cost = await measure({
      warmUps: WARM_UPS,
      repeats: REPEATS,
      prepare: async (): Promise<SourceRecord[]> => {
        for (const { id } of await state.examples.next(Number.POSITIVE_INFINITY)) await state.examples.trim(id);
        const records = batches.next().value ?? [];
        parsed = records.map(({ data }) => parser(data));
        at = 0;
        return records;
      },
      work: async (records) => {
        await joinLabels(deps, FLIGHTS_SHARD, records);
        await closeWindows(deps, flights);
        return records.length / EVENTS_PER_EXAMPLE;
      },
    });
    await state.close();
    return [
      {
        name: 'join',
        cost,
        ratio: null,
        figures: { eventNs: cost.medianNs / EVENTS_PER_EXAMPLE },
        note: `both events of a flight over the file adapters, ${EVENTS_PER_BATCH} events an invocation: two flushes of the journal and one block each`,
      },
    ];
  },
};
