/** From the text of a record to an event that can be trusted. */
import { createEventParser } from '../../../functions/contracts/events';
import type { SourceRecord } from '../../../functions/local/event-source';
import { EVENTS_PER_EXAMPLE, flightRecords, flights } from '../flights';
import { measure, ratioTo } from '../measure';
import type { Benchmark } from '../result';

const EVENTS = 200_000;
const REPEATS = 9;

export const parse: Benchmark = {
  name: 'parse',
  async run() {
    const records = (await flightRecords(EVENTS)).flat();
    const cost = await repeatedly(() => {
      const parser = createEventParser([flights]);
      return ({ data }) => {
        if ('refused' in parser(data)) throw new Error(`a flight was refused: ${data}`);
      };
    }, records);
    const jsonAlone = await repeatedly(
      () =>
        ({ data }) => {
          JSON.parse(data);
        },
      records,
    );
    return [
      {
        name: 'parse',
        cost,
        ratio: ratioTo('JSON.parse', cost, jsonAlone),
        figures: {
          eventNs: cost.medianNs / EVENTS_PER_EXAMPLE,
          jsonAloneEventNs: jsonAlone.medianNs / EVENTS_PER_EXAMPLE,
        },
        note: 'both events of a flight: JSON, types, time, limits',
      },
    ];
  },
};

const repeatedly = (make: () => (record: SourceRecord) => void, records: readonly SourceRecord[]) =>
  measure({
    repeats: REPEATS,
    prepare: make,
    work: (read) => {
      for (const record of records) read(record);
      return records.length / EVENTS_PER_EXAMPLE;
    },
  });
