/**
 * `kill -9` of a real replay at 25 random moments: started again with the same command, it goes on and ends as if nothing had
 * happened. A moment is drawn from a seed: so many files after the first one that the process writes into its state folder, and
 * some milliseconds more; or some milliseconds after its start, before it has written anything.
 */
import { mkdirSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { writeFlights } from '../support/cli/flights-events';
import { leftBehind, outcomeIn, positionIn } from '../support/cli/outcome';
import { documentOf, type Ended, startPerennial } from '../support/cli/perennial';
import { tempFolder } from '../support/cli/temp-folder';
import { createPrng, type Prng } from '../support/prng';

const EVENTS = 70_000;
const SEED = 20_010_101;
const NDJSON_KILLS = 21;
const BUILT_IN_KILLS = 4;

/** One in so many is killed before it has begun to work. */
const EARLY_EVERY = 6;
const EARLY_WITHIN_MS = 200;
/** About as many as one commit and a half. */
const WITHIN_CHANGES = 80;
const LATER_WITHIN_MS = 150;

interface Source {
  readonly args: readonly string[];
  readonly shard: string;
  /** Events after a position. */
  readonly eventsAfter: (position: number) => number;
}

const folder = tempFolder();
const file = join(folder, 'flights.ndjson');
let undisturbed: ReturnType<typeof outcomeIn>;
let ndjson: Source;

const builtIn: Source = {
  args: ['replay', 'flights', '--limit', String(EVENTS)],
  shard: 'flights-3m',
  eventsAfter: (position) => EVENTS - position,
};

beforeAll(async () => {
  await writeFlights(file, EVENTS);
  const bytes = readFileSync(file);
  ndjson = {
    args: ['replay', 'flights', '--events', file],
    shard: file,
    eventsAfter: (position) => bytes.subarray(position).toString('latin1').split('\n').length - 1,
  };
  undisturbed = outcomeIn(await documentOf([...ndjson.args, '--state', join(folder, 'undisturbed')]));
});

/** Starts it, and kills it at a moment; ends by itself if it is through before. */
async function killed(args: readonly string[], stateDir: string, random: Prng): Promise<Ended> {
  const temp = join(stateDir, 'tmp');
  mkdirSync(temp, { recursive: true });
  const isEarly = random.int(EARLY_EVERY) === 0;
  const changes = isEarly ? 0 : 1 + random.int(WITHIN_CHANGES);
  const delayMs = random.next() * (isEarly ? EARLY_WITHIN_MS : LATER_WITHIN_MS);
  const { child, ended } = startPerennial([...args, '--state', stateDir, '--json']);
  const kill = (): void => {
    setTimeout(() => child.kill('SIGKILL'), delayMs);
  };
  let seen = 0;
  // Whatever gets a name in the state folder is written there first.
  const watcher = watch(temp, () => {
    if (++seen === changes) kill();
  });
  if (isEarly) kill();
  try {
    return await ended;
  } finally {
    watcher.close();
  }
}

/** @returns at which positions the kills found it */
async function killAgainAndAgain(source: Source, kills: number, seed: number): Promise<number[]> {
  const random = createPrng(seed);
  const found: number[] = [];
  for (let chain = 1; found.length < kills; chain++) {
    const stateDir = join(folder, `${source.shard.replaceAll('/', '-')}-${chain}`);
    let position = 0;
    let last: Ended | undefined;
    while (found.length < kills && last === undefined) {
      const ended = await killed(source.args, stateDir, random);
      if (ended.signal === null) {
        last = ended;
      } else {
        expect(ended.signal).toBe('SIGKILL');
        const reached = await reachedIn(stateDir, source);
        expect(reached).toBeGreaterThanOrEqual(position);
        position = reached;
        found.push(position);
      }
    }
    const document =
      last === undefined ? await documentOf([...source.args, '--state', stateDir]) : JSON.parse(last.stdout);
    expect(document.events).toBe(source.eventsAfter(position));
    expect(outcomeIn(document)).toEqual(undisturbed);
    expect(document.unaccounted).toBe(0);
    expect(await leftBehind(stateDir, 'flights')).toEqual([]);
  }
  return found;
}

/** 0 while it is no state folder yet. */
const reachedIn = (stateDir: string, { shard }: Source): Promise<number> =>
  positionIn(stateDir, shard).catch((error: Error) => {
    if (error.name === 'NotAStateFolder') return 0;
    throw error;
  });

it('gives the same from a file as from the built-in flights', async () => {
  const stateDir = join(folder, 'built-in');
  expect(outcomeIn(await documentOf([...builtIn.args, '--state', stateDir]))).toEqual(undisturbed);
});

it(`goes on after each of ${NDJSON_KILLS} kills while it replays a file, and ends the same`, async () => {
  const found = await killAgainAndAgain(ndjson, NDJSON_KILLS, SEED);
  expect(found.filter((position) => position > 0).length).toBeGreaterThan(NDJSON_KILLS / 3);
}, 240_000);

it(`goes on after each of ${BUILT_IN_KILLS} kills while it replays the flights, and ends the same`, async () => {
  await killAgainAndAgain(builtIn, BUILT_IN_KILLS, SEED + 1);
}, 240_000);
