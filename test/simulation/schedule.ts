/**
 * One schedule from its seed: a stream, a plan of what goes wrong, the run, and what is wrong with what it came to.
 *
 * What must come to the same bits: any cut of a shard into batches and of blocks into invocations, any failure and retry, any
 * number of processes at once, and parents read to their end before their children. With a default label every example leaves at
 * its window's end, in the order of windows: then shards may also overtake each other. Without one, examples leave in the order
 * in which the shards are read, so two shards that overtake each other make another, equally good, order of the same examples:
 * such schedules are compared beside order, and the rest of them keeps the order of the undisturbed run.
 */
import { Chance } from './chance';
import { DisturbedRun } from './disturbed';
import { FaultPlan } from './faults';
import { outcomeOf } from './outcome';
import { createStream } from './stream';
import { Tally } from './tally';
import { runUndisturbed, type Undisturbed } from './undisturbed';
import { brokenPromises, differencesBesideOrder, differencesFrom } from './verdict';
import { World } from './world';

/** So many schedules in a row disturb the same stream, each in its own way. */
export const SCHEDULES_PER_STREAM = 20;
const FAULTS = { low: 2, high: 9 };

export interface Result {
  readonly violations: readonly string[];
  readonly tally: Tally;
}

export class Simulation {
  private undisturbed: Undisturbed | null = null;

  async run(seed: number): Promise<Result> {
    const tally = new Tally();
    const streamSeed = Math.floor(seed / SCHEDULES_PER_STREAM);
    try {
      if (this.undisturbed?.stream.seed !== streamSeed) {
        this.undisturbed = await runUndisturbed(createStream(streamSeed));
        const { world, stream, ended } = this.undisturbed;
        const broken = brokenPromises(world, stream, ended);
        if (broken.length > 0) return { violations: broken.map((one) => `undisturbed: ${one}`), tally };
      }
      return { violations: await disturb(this.undisturbed, seed, tally), tally };
    } catch (error) {
      const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { violations: [`stopped: ${shown}`], tally };
    }
  }
}

async function disturb({ stream, ended, calls, sound }: Undisturbed, seed: number, tally: Tally): Promise<string[]> {
  const chance = new Chance(seed);
  const world = new World(stream.declaration, sound);
  const faults = new FaultPlan(chance, chance.between(FAULTS.low, FAULTS.high), calls);
  const isReordered = chance.coin(0.4);
  await new DisturbedRun(stream, world, chance, faults, tally, isReordered).run();
  const now = await outcomeOf(world);
  const { otherwise } = stream.declaration.outcome;
  const isSameOrder =
    !isReordered || otherwise !== 'discard' || stream.phases.every(({ shards }) => shards.length === 1);
  const compare = isSameOrder ? differencesFrom : differencesBesideOrder;
  tally.count(isSameOrder ? 'compared bit for bit' : 'compared beside order');
  for (const { kind, by } of now.ledger) if (kind !== 'promoted' || by === 'gate') tally.count(`ledger: ${kind}`);
  count(tally, stream.facts);
  return [...brokenPromises(world, stream, now), ...compare(ended.outcome, now.outcome)];
}

function count(tally: Tally, { duplicates, rejected, outcomesFirst, late }: Undisturbed['stream']['facts']): void {
  tally.count('copies of events', duplicates);
  tally.count('refused events', rejected);
  tally.count('outcomes before their predictions', outcomesFirst);
  tally.count('late events', late);
}
