/** From the columns of a block to what learners see: seven hashed slots and three numbers an example. */
import { createEncoder } from '../../../functions/domain/features/encoder';
import { flightColumns, TEN_FEATURES } from '../flights';
import { measure } from '../measure';
import type { Benchmark } from '../result';

const EVENTS = 200_000;

export const featurise: Benchmark = {
  name: 'featurise',
  async run() {
    const columns = await flightColumns(TEN_FEATURES, EVENTS);
    const { microBatch } = TEN_FEATURES;
    const cost = await measure({
      repeats: 15,
      prepare: () => createEncoder(TEN_FEATURES),
      work: (encoder) => {
        let from = 0;
        for (; from + microBatch <= columns.count; from += microBatch) encoder.encode(columns, from, from + microBatch);
        return from;
      },
    });
    return [
      {
        name: 'featurise',
        cost,
        ratio: null,
        figures: {},
        note: `hashing and laying out rows, ${microBatch} examples at a time; once for all lines and candidates`,
      },
    ];
  },
};
