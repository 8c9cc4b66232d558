/**
 * `npm run bench:aws`: what the deployed functions take, as they ship, against the emulator: bundle sizes, cold starts, and `learn`
 * cold and warm with a checkpoint of a megabyte. The emulator's share and our own are told apart: what AWS itself would take
 * cannot be measured here.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../../functions/local/table';
import { bareResources } from '../support/aws/bare-resources';
import { startEmulator } from '../support/aws/emulator';
import { type Instance, placedFunction, startInstance, type Took } from '../support/aws/function-instance';
import { megabyte, recordMaker } from './lambda/blocks';
import { ownTimes } from './lambda/in-memory';
import { median } from './measure';

const BUNDLES = join(__dirname, '..', '..', 'dist', 'functions');
const COLD_STARTS = 3;
const REPEATS = 15;
/** Enough examples for nearly all of the 2^16 weights to be in use. */
const FILLING = { blocks: 16, examples: 2_048 };
const LEARNED = [512, 5_000];

const ms = (value: number): string => value.toFixed(1);

function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

async function coldStarts(scratch: string, env: Record<string, string>): Promise<string[]> {
  const rows = [['function', 'bundle KiB', 'process to ready ms', 'of it loading the bundle ms']];
  for (const name of readdirSync(BUNDLES).sort()) {
    const bundle = placedFunction(join(BUNDLES, name), join(scratch, name), [megabyte]);
    const took: Instance[] = [];
    for (let repeat = 0; repeat < COLD_STARTS; repeat++) {
      const instance = await startInstance(bundle, env);
      took.push(instance);
      instance.stop();
    }
    rows.push([
      name,
      (folderBytes(join(BUNDLES, name)) / 1024).toFixed(0),
      ms(median(took.map(({ coldMs }) => coldMs))),
      ms(median(took.map(({ loadMs }) => loadMs))),
    ]);
  }
  return table(rows);
}

async function learning(scratch: string, env: Record<string, string>): Promise<string[]> {
  const bundle = placedFunction(join(BUNDLES, 'learn'), join(scratch, 'learn'), [megabyte]);
  const records = recordMaker();
  const warm = await startInstance(bundle, env);
  for (let block = 0; block < FILLING.blocks; block++) await warm.invoke(records(FILLING.examples));
  const rows = [['learn', 'wall ms', 'in AWS calls ms', 'calls', 'own ms', 'CPU ms (SDK included)']];
  const row = (name: string, took: readonly Took[]): string[] => [
    name,
    ...[
      took.map(({ wallMs }) => wallMs),
      took.map(({ awsMs }) => awsMs),
      took.map(({ calls }) => calls),
      took.map(({ wallMs, awsMs }) => wallMs - awsMs),
      took.map(({ cpuMs }) => cpuMs),
    ].map((values) => ms(median(values))),
  ];
  for (const examples of LEARNED) {
    const took: Took[] = [];
    for (let repeat = 0; repeat < REPEATS + 3; repeat++) took.push(await warm.invoke(records(examples)));
    rows.push(row(`${examples} examples, warm`, took.slice(3)));
  }
  warm.stop();
  for (const examples of LEARNED) {
    const took: Took[] = [];
    for (let repeat = 0; repeat < COLD_STARTS; repeat++) {
      const cold = await startInstance(bundle, env);
      took.push(await cold.invoke(records(examples)));
      cold.stop();
    }
    rows.push(row(`${examples} examples, first after a cold start`, took));
  }
  const own = (await ownTimes(FILLING, LEARNED, 10 * REPEATS)).map(({ examples, wallMs, checkpointKiB }) => [
    `${examples} examples, warm, without AWS (checkpoint of ${checkpointKiB.toFixed(0)} KiB)`,
    ms(wallMs),
  ]);
  return [...table(rows), '', ...table([['our own code over memory', 'wall ms'], ...own])];
}

async function run(): Promise<void> {
  if (!existsSync(BUNDLES)) throw new Error('the functions are not built; run npm run build');
  const scratch = mkdtempSync(join(tmpdir(), 'perennial-bench-aws-'));
  const emulator = await startEmulator();
  try {
    const env = await bareResources(emulator);
    console.log(['Cold starts on this machine', ...(await coldStarts(scratch, env))].join('\n'));
    console.log(['', 'learn, checkpoint of 1 MiB', ...(await learning(scratch, env))].join('\n'));
  } finally {
    await emulator.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
