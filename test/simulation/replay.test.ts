/** One schedule alone, by its seed: what a failure asks for. Without a seed, any one, so that the command is known to work. */
import { replayCommand, SEED_VARIABLE, told } from './replayable';
import { Simulation } from './schedule';
import { useSmallScores } from './small-scores';

const ANY_SEED = 4_711;
const given = process.env[SEED_VARIABLE];
const seed = given === undefined ? ANY_SEED : Number(given);

useSmallScores();

test(`schedule ${seed} keeps every promise`, async () => {
  const { violations } = await new Simulation().run(seed);
  expect(violations.length === 0 ? '' : told(seed, violations)).toBe('');
});

test('a schedule alone does, call for call, what it does after others', async () => {
  const alone = await new Simulation().run(seed);
  const simulation = new Simulation();
  for (const before of [seed + 1, seed - 1]) await simulation.run(before);
  const after = await simulation.run(seed);
  expect([...after.tally.calls]).toEqual([...alone.tally.calls]);
  expect([...after.tally.counts]).toEqual([...alone.tally.counts]);
});

test('a failure names its seed and the command that replays it', () => {
  const message = told(17, ['late events: got 9, wanted 10']);
  expect(message).toContain('schedule 17');
  expect(message).toContain(replayCommand(17));
  expect(replayCommand(17)).toBe('PERENNIAL_SIMULATION_SEED=17 npx jest test/simulation/replay.test.ts');
});
