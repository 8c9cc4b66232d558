import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { emptyTally } from '../../../../functions/domain/labels/waiting';
import { openLearning } from '../../../../functions/local/learning/learn-in-thread';
import type { LearningSetup, LearningSide } from '../../../../functions/local/learning/learning-side';
import { binaryModel, blocksOf, completedExamples } from '../../../support/learning';

const declaration = binaryModel();
const blocks = blocksOf(declaration, completedExamples(declaration, 400), 100);
const received = { sum: { ...emptyTally, accepted: 800, released: 800 }, waiting: 0 };

let folder: string;
let threadFile: string;
const opened: LearningSide[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'perennial-thread-'));
  threadFile = join(folder, 'learning-thread.js');
  buildSync({
    entryPoints: [join(__dirname, '../../../../functions/local/learning/learning-thread.ts')],
    outfile: threadFile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['@tensorflow/*', 'jiti'],
    logLevel: 'error',
  });
});
afterEach(async () => {
  for (const side of opened.splice(0)) await side.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const setupIn = (name: string): LearningSetup => ({
  stateDir: join(folder, name),
  declaration,
  codeHash: 'c'.repeat(64),
  runtime: 'node',
  watched: true,
});

async function open(name: string, file: string): Promise<LearningSide> {
  const side = await openLearning(setupIn(name), file);
  opened.push(side);
  return side;
}

async function learned(side: LearningSide) {
  const clocks: number[] = [];
  for (const block of blocks) clocks.push(await side.learn([block]));
  const progress = { fraction: 1, events: 800, totalEvents: 800, seconds: 1, eventsPerSecond: 800 };
  const { stages, ...view } = await side.view({ running: false, progress, received, stages: [] });
  return { clocks, view, report: await side.report(received), stages: stages.map(({ stage }) => stage).sort() };
}

it('learns the same in a thread of its own as in this one: clock, report, page', async () => {
  const inThread = await learned(await open('in-thread', threadFile));
  const here = await learned(await open('here', join(folder, 'there-is-no-such-file.js')));
  expect(inThread).toEqual(here);
  expect(inThread.report.counts).toMatchObject({ accepted: 800, learned: 800 - 2 * (400 % declaration.microBatch) });
  expect(inThread.report.lines.map(({ checkpoint }) => checkpoint)).toContainEqual(
    expect.stringMatching(/^[0-9a-f]{64}$/),
  );
});

it('answers in the order of asking, also what is asked while it learns', async () => {
  const side = await open('in-order', threadFile);
  const [, first, , second] = await Promise.all([
    side.learn([blocks[0]!]),
    side.report(received),
    side.learn(blocks.slice(1)),
    side.report(received),
  ]);
  expect([first.counts.learned, second.counts.learned]).toEqual([2 * 96, 2 * 400]);
});

it('what fails in the thread fails here, under its own name, and the next request is answered', async () => {
  const setup = setupIn('not-a-folder');
  writeFileSync(setup.stateDir, '');
  const side = await open('not-a-folder', threadFile);
  await expect(side.learn([blocks[0]!])).rejects.toMatchObject({ message: expect.stringContaining('not-a-folder') });
  await expect(side.learn([blocks[0]!])).rejects.toMatchObject({ message: expect.stringContaining('not-a-folder') });
});

it('a thread that dies fails what was asked, and whatever is asked later', async () => {
  const file = join(folder, 'dies.js');
  writeFileSync(file, "require('node:worker_threads').parentPort.on('message', () => process.exit(3));");
  const side = await open('dies', file);
  const gone = 'the thread that learns stopped (exit 3)';
  await expect(side.learn([blocks[0]!])).rejects.toThrow(gone);
  await expect(side.stages()).rejects.toThrow(gone);
});
