/**
 * `npm run bench`: what an example costs at each step of the loop, and beside its peers, on this machine. Speed is measured here and
 * nowhere asserted: figures of two runs on machines that others use do not compare, ratios within a run do.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BENCHMARKS } from './benchmarks/list';
import { builtProgram, runAlone } from './own-process';
import type { Result } from './result';
import { tableOf } from './table';

const NAMES = BENCHMARKS.map(({ name }) => name);
const USAGE = `usage: npm run bench -- [--only NAME]… [--full] [--json]
  --only   of ${NAMES.join(', ')}
  --full   loop and flights over all 6,000,000 events of the flights, not the first 600,000
  --json   one JSON document`;

interface Wanted {
  readonly names: readonly string[];
  readonly full: boolean;
  readonly json: boolean;
}

/** A string says what is wrong with the arguments. */
function wantedBy(args: readonly string[]): Wanted | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        full: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const { only = NAMES, full, json } = values;
    const unknown = only.find((name) => !NAMES.includes(name));
    if (unknown !== undefined) return `--only ${unknown}: there is no such benchmark`;
    return { names: NAMES.filter((name) => only.includes(name)), full, json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function run({ names, full, json }: Wanted): Promise<void> {
  const root = join(__dirname, '..', '..');
  const scratch = await mkdtemp(join(tmpdir(), 'perennial-bench-'));
  const clean = (): void => rmSync(scratch, { recursive: true, force: true });
  process.once('SIGINT', () => {
    clean();
    process.exit(130);
  });
  try {
    const program = await builtProgram(root);
    const results: Result[] = [];
    for (const name of names) {
      process.stderr.write(`${name} …\n`);
      results.push(...(await runAlone(program, name, { root, scratch: join(scratch, name), full })));
    }
    const machine = {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      load: loadavg()[0]!,
      node: process.versions.node,
    };
    if (json) console.log(JSON.stringify({ machine, results }, null, 2));
    else console.log([headline(machine), '', ...tableOf(results)].join('\n'));
  } finally {
    clean();
  }
}

const headline = ({ cpu, cores, load, node }: { cpu: string; cores: number; load: number; node: string }): string =>
  `${cpu}, ${cores} cores, load ${load.toFixed(1)}${load > 1.5 ? ' (others are at work: look at CPU and ratios)' : ''}, node ${node}`;

const wanted = wantedBy(process.argv.slice(2));
if (typeof wanted === 'string') {
  console.error(`${wanted}\n${USAGE}`);
  process.exitCode = 2;
} else {
  run(wanted).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
