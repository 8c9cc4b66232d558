/**
 * The simulation over product code that was broken on purpose: modules are read, changed in named places, compiled, and put in the
 * place of the real ones for one isolated set of modules. No file is touched.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import type { Simulation } from './schedule';

export interface Edit {
  /** From the top of the repository. */
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  readonly replace: string;
}

const TOP = resolve(__dirname, '../..');

export function simulationWith(edits: readonly Edit[]): Simulation {
  const sources = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const path = resolve(TOP, file);
    const source = sources.get(path) ?? readFileSync(path, 'utf8');
    const places = source.split(find).length - 1;
    if (places !== 1)
      throw new Error(
        `${file} has ${places} places that read ${JSON.stringify(find)}; mend the mutation, it needs one`,
      );
    sources.set(
      path,
      source.replace(find, () => replace),
    );
  }
  let simulation: Simulation | undefined;
  jest.isolateModules(() => {
    for (const [path, source] of sources) jest.doMock(path, () => evaluate(path, source));
    const small: typeof import('./small-scores') = require('./small-scores');
    const schedule: typeof import('./schedule') = require('./schedule');
    small.useSmallScores();
    simulation = new schedule.Simulation();
    for (const path of sources.keys()) jest.dontMock(path);
  });
  if (simulation === undefined) throw new Error('the modules were not loaded');
  return simulation;
}

function evaluate(path: string, source: string): object {
  const { code } = transformSync(source, {
    filename: path,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const from = (name: string): unknown => require(name.startsWith('.') ? resolve(dirname(path), name) : name);
  const module = { exports: {} };
  new Function('exports', 'require', 'module', code)(module.exports, from, module);
  return module.exports;
}
