/**
 * The functions as `npm run build:functions` makes them, in a folder of its own: never older than the sources. About two seconds, once
 * per test file.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { z } from 'zod';

const ROOT = join(__dirname, '../../..');
const OUT = 'dist/functions';
const SCRIPTS = ['build:functions', 'build:wasm'] as const;

let built: string | undefined;

/** The folder with one bundle per function. */
export function builtFunctions(): string {
  if (built === undefined) {
    const folder = build();
    built = folder;
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  return built;
}

function build(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-functions-'));
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  for (const name of SCRIPTS) {
    // One names the other at its end, which would build into the usual place.
    const script = (scripts[name] ?? '').split(' && npm run')[0]!;
    if (!script.includes(OUT)) throw new Error(`${name} in package.json does not say ${OUT}: ${script}`);
    execFileSync('sh', ['-c', script.replaceAll(OUT, folder)], {
      cwd: ROOT,
      env: { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}` },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return folder;
}
