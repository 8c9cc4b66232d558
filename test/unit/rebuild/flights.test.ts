/** Twenty versions of a run over 200,000 real flights come back to the byte. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import type { FlightsRun } from './flights-child';

const ROOT = join(__dirname, '../../..');

let folder: string;
let run: FlightsRun;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rebuild-flights-'));
  const script = join(folder, 'child.js');
  buildSync({
    entryPoints: [join(__dirname, 'flights-child.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile: script,
    tsconfig: join(ROOT, 'tsconfig.json'),
  });
  // The file of flights is found beside the package, so that is where the script runs.
  const { stdout } = await promisify(execFile)(process.execPath, [script, join(folder, 'state')], {
    cwd: ROOT,
    env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') },
  });
  run = JSON.parse(stdout);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

test('the run is long enough, and its commits far enough apart, for most versions never to be stored', () => {
  expect(run.microBatches).toBeGreaterThan(380);
  expect(run.commits).toBeLessThan(run.microBatches / 5);
  expect(run.versions).toHaveLength(20);
  expect(run.versions.filter(({ isStored }) => isStored).length).toBeGreaterThanOrEqual(10);
  expect(run.versions.filter(({ isStored }) => !isStored).length).toBeGreaterThanOrEqual(5);
});

test('each of the 20 versions is rebuilt to the hash that it had when it was learned', () => {
  for (const { version, recorded, rebuilt, matches } of run.versions) {
    expect([version, rebuilt, matches]).toEqual([version, recorded, true]);
  }
});

test('and the stored ones to the very bytes in the folder', () => {
  const stored = run.versions.filter(({ isStored }) => isStored);
  expect(stored.map(({ hasStoredBytes }) => hasStoredBytes)).toEqual(stored.map(() => true));
});
