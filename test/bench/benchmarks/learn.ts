/** One step of the logistic learner on an example: running standardisation, prediction, AdaGrad. */

import { logistic } from '../../../functions/contracts/learners/linear';
import { createLearner, problemOf } from '../../../functions/domain/learners/create';
import { examplesIn, flightColumns, microBatches, TEN_FEATURES } from '../flights';
import { measure } from '../measure';
import type { Benchmark } from '../result';

const EVENTS = 200_000;
/** What the project asks of itself, on an idle core. */
const AIM_NS = 1000;

export const learn: Benchmark = {
  name: 'learn',
  async run() {
    const batches = microBatches(TEN_FEATURES, await flightColumns(TEN_FEATURES, EVENTS));
    const cost = await measure({
      repeats: 15,
      prepare: () => createLearner(logistic(), problemOf(TEN_FEATURES)),
      work: (learner) => {
        for (const batch of batches) learner.learn(batch);
        return examplesIn(batches);
      },
    });
    return [
      {
        name: 'learn',
        cost,
        ratio: null,
        figures: { aimNs: AIM_NS },
        note: 'logistic, AdaGrad, 7 hashed and 3 numeric features, 2^18 slots; the aim is 1 µs',
      },
    ];
  },
};
