/**
 * A flood of a million malformed events among some good ones, over the file adapters: every one of the million is a letter with its
 * reason, the good ones are learned as if they had come alone, and memory does not grow with the flood.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readFramedLog } from '../../functions/adapters/file/framed-log';
import { decodeLetters, lettersFolder, listSegments, segmentPath } from '../../functions/adapters/file/letter-segments';
import { openStateFolder, type StateFolder } from '../../functions/adapters/file/state-folder';
import { closeWindows } from '../../functions/close-windows/close-windows';
import { decodeBlock, encodeBlock } from '../../functions/domain/examples/block-codec';
import { unaccounted } from '../../functions/domain/labels/tally';
import { createJoinLabels, type EventRecord, joinLabels } from '../../functions/join-labels/join-labels';
import { Learning } from '../../functions/learn/learn';
import { countsIn, receivedIn } from '../../functions/local/report';
import type { DeadLetter } from '../../functions/ports/dead-letters';
import { noStages } from '../../functions/ports/stages';
import { type Malformed, malformedEvents } from '../support/malformed-events';
import { parcelEvents, parcels } from '../support/parcels';

const MALFORMED = 1_000_000;
const PREDICTIONS = 3000;
const SEED = 8;
const BATCH = 10_000;
const SHARD = 'flood';

const good = parcelEvents(SEED, PREDICTIONS);
/** Malformed events before each good one. */
const RUN = Math.floor(MALFORMED / good.length);

/** The good events with or without the flood between them. Ends with the rest of the million. */
function* records(flood: boolean): Generator<EventRecord> {
  const next = malformedEvents(SEED);
  let sequence = 0;
  let bad = 0;
  for (const { timeMs, data } of good) {
    sequence += 1;
    yield { sequence: String(sequence), data, arrivedAtMs: timeMs };
    for (let i = 0; flood && i < RUN; i++) {
      sequence += 1;
      bad += 1;
      yield { sequence: String(sequence), data: next().data, arrivedAtMs: timeMs };
    }
  }
  for (; flood && bad < MALFORMED; bad++) {
    sequence += 1;
    yield { sequence: String(sequence), data: next().data, arrivedAtMs: good.at(-1)!.timeMs };
  }
}

function* batchesOf(source: Iterable<EventRecord>, size: number): Generator<EventRecord[]> {
  let batch: EventRecord[] = [];
  for (const record of source) {
    batch.push(record);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const folders: string[] = [];

async function openFolder(): Promise<{ readonly path: string; readonly state: StateFolder }> {
  const path = await mkdtemp(join(tmpdir(), 'perennial-flood-'));
  folders.push(path);
  const { withinMs, otherwise } = parcels.outcome;
  const state = await openStateFolder(path, {
    rules: { parcels: { withinMs, otherwise } },
    codec: { encode: (block) => encodeBlock(block, parcels), decode: (bytes) => decodeBlock(bytes, parcels) },
    command: 'malformed-events.test',
  });
  return { path, state };
}

async function run(state: StateFolder, flood: boolean, onBatch: (batch: number) => void): Promise<Learning> {
  const deps = createJoinLabels([parcels], state);
  const clock = { effectiveMs: (streamMs: number): number => streamMs };
  const { heads, objects } = state;
  const learning = new Learning(
    { heads, objects, archive: objects, clock, codeHash: 'test', runtime: 'test', stages: noStages },
    parcels,
  );
  let batchNumber = 0;
  for (const batch of batchesOf(records(flood), flood ? BATCH : BATCH / RUN)) {
    await joinLabels(deps, SHARD, batch);
    await closeWindows(deps, parcels);
    const delivered = await state.examples.next(1000);
    await learning.learn(delivered.map(({ block }) => block));
    for (const { id } of delivered) await state.examples.trim(id);
    batchNumber += 1;
    onBatch(batchNumber);
  }
  return learning;
}

/** All letters, a segment at a time: a million of them are not held at once. */
async function* storedLetters(path: string): AsyncGenerator<DeadLetter> {
  const folder = lettersFolder(path);
  for (const first of await listSegments(folder)) {
    const { payloads } = await readFramedLog(segmentPath(folder, first));
    yield* decodeLetters(payloads);
  }
}

function heapMiB(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const isLetterOf = ({ data, code, model }: Malformed, letter: DeadLetter): boolean =>
  letter.data === data && letter.code === code && letter.model === model && letter.reason.length > 20;

afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true });
});

test('a million malformed events are letters, each with its reason, and the good ones among them are learned', async () => {
  const flooded = await openFolder();
  const heap: number[] = [];
  const learning = await run(flooded.state, true, (batch) => {
    if (batch === 30 || batch === 100) heap.push(heapMiB());
  });
  const counts = countsIn(await learning.view(), await receivedIn(flooded.state.waiting, 'parcels'));
  const head = await flooded.state.heads.load('parcels');
  expect(await flooded.state.deadLetters.count()).toBe(MALFORMED + counts.late);
  await flooded.state.close();

  // Accounted for, to the event: 2,700 of 3,000 predictions have an outcome.
  expect(counts).toMatchObject({ accepted: MALFORMED + good.length, rejected: MALFORMED, duplicates: 0 });
  expect(unaccounted(counts)).toBe(0);

  // Each in the store, in order, as it came.
  const next = malformedEvents(SEED);
  const codes = new Map<string, number>();
  const strangers: unknown[] = [];
  let late = 0;
  let found = 0;
  for await (const letter of storedLetters(flooded.path)) {
    if (letter.code === 'no-outcome') {
      late += 1;
      continue;
    }
    found += 1;
    codes.set(letter.code, (codes.get(letter.code) ?? 0) + 1);
    const sent = next();
    if (!isLetterOf(sent, letter) && strangers.length < 3)
      strangers.push({
        sent: { ...sent, data: sent.data.slice(0, 200) },
        letter: { ...letter, data: letter.data.slice(0, 200) },
      });
  }
  expect(strangers).toEqual([]);
  expect({ found, late }).toEqual({ found: MALFORMED, late: counts.late });
  expect([...codes.keys()].sort()).toEqual([
    'from-the-future',
    'ill-formed-text',
    'malformed',
    'not-an-event',
    'not-json',
    'too-large',
    'unknown-model',
    'unknown-type',
  ]);

  // Nothing that a flood leaves behind is held: 700,000 events later the heap is where it was.
  expect(heap[1]! - heap[0]!).toBeLessThan(32);

  const calm = await openFolder();
  const undisturbed = await run(calm.state, false, () => {});
  const calmCounts = countsIn(await undisturbed.view(), await receivedIn(calm.state.waiting, 'parcels'));
  const calmHead = await calm.state.heads.load('parcels');
  await calm.state.close();
  expect(calmCounts).toEqual({ ...counts, accepted: good.length, rejected: 0 });
  expect(head!.lines.map(({ checkpoint }) => checkpoint)).toEqual(calmHead!.lines.map(({ checkpoint }) => checkpoint));
  expect(head!.reigns).toEqual(calmHead!.reigns);
  expect(counts.learned).toBeGreaterThan(5000);
}, 300_000);
