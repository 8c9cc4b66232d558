/**
 * Each benchmark runs in a process of its own, so that none inherits compiled code, heap or a TF.js backend from another, and any
 * subset gives the same figures. The program is bundled as `npm run build` does it: what is measured is code in the form in which
 * it ships.
 */
import { fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type BenchmarkContext, type Result, resultsSchema } from './result';

/** Builds the program that `runAlone` starts. Inside the checkout, where it finds its packages. */
export async function builtProgram(root: string): Promise<string> {
  const outfile = join(root, '.cache', 'bench', 'alone.js');
  await build({
    entryPoints: [join(root, 'test', 'bench', 'alone.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // The last is what @datadog/sketches-js serialises with, which no benchmark does; it isn't installed.
    external: ['@tensorflow/*', 'protobufjs/*'],
    logLevel: 'warning',
  });
  return outfile;
}

/** @throws when the benchmark fails; what it has to say about it is on stderr */
export async function runAlone(program: string, name: string, context: BenchmarkContext): Promise<Result[]> {
  await mkdir(context.scratch, { recursive: true });
  const child = fork(program, [JSON.stringify({ name, ...context })], { execArgv: [] });
  return new Promise((resolve, reject) => {
    let results: unknown;
    child.once('message', (message) => {
      results = message;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code === 0) resolve(resultsSchema.parse(results));
      else reject(new Error(`the benchmark ${name} ended with ${code ?? signal}`));
    });
  });
}
