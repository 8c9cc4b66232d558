/** Could the simulation fail at all? Each of these mistakes must be found, and on the same seeds the code as it is must pass. */

import { simulationWith } from './mutate';
import { mutations } from './mutations';

const FIRST_SEED = 7;
/** Steps over the schedules of one stream, so that a few dozen seeds see several streams. */
const SEED_STEP = 6;
const MOST_SEEDS = 100;
const LONGEST_MS = 300_000;

const seedAt = (at: number): number => FIRST_SEED + at * SEED_STEP;

test.each(mutations)(
  '$name: found',
  async ({ edits }) => {
    const simulation = simulationWith(edits);
    for (let at = 0; at < MOST_SEEDS; at++) {
      if ((await simulation.run(seedAt(at))).violations.length > 0) return;
    }
    throw new Error(`not found in ${MOST_SEEDS} schedules`);
  },
  LONGEST_MS,
);

test(
  'the same schedules over the code as it is: nothing found',
  async () => {
    const simulation = simulationWith([]);
    for (let at = 0; at < MOST_SEEDS; at++) expect((await simulation.run(seedAt(at))).violations).toEqual([]);
  },
  LONGEST_MS,
);
