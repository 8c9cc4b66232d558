/** The probability that a logistic checkpoint gives an example: what each line, the champion and each candidate cost before they learn. */

import { logistic } from '../../../functions/contracts/learners/linear';
import { createLearner, problemOf } from '../../../functions/domain/learners/create';
import { examplesIn, flightColumns, microBatches, TEN_FEATURES } from '../flights';
import { measure } from '../measure';
import type { Benchmark } from '../result';

const EVENTS = 200_000;

export const predict: Benchmark = {
  name: 'predict',
  async run() {
    const batches = microBatches(TEN_FEATURES, await flightColumns(TEN_FEATURES, EVENTS));
    const learner = createLearner(logistic(), problemOf(TEN_FEATURES));
    for (const batch of batches) learner.learn(batch);
    const out = new Float64Array(TEN_FEATURES.microBatch);
    const cost = await measure({
      repeats: 15,
      prepare: () => learner,
      work: () => {
        for (const batch of batches) learner.predict(batch, out);
        return examplesIn(batches);
      },
    });
    return [
      {
        name: 'predict',
        cost,
        ratio: null,
        figures: {},
        note: 'logistic, 7 hashed and 3 numeric features; each line, the champion and each live candidate predicts every example',
      },
    ];
  },
};
