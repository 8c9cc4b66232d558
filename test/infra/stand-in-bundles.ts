/** A folder of bundles that do nothing, so that constructs are tested without the build. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUNDLES = [
  'bury',
  'close-windows',
  'join-labels',
  'learn',
  'learn-neural',
  'predict',
  'predict-neural',
  'promote',
  'retrain',
  'retrain-neural',
  'start-retrain',
  'watch-drift',
];

export function standInBundles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-bundles-'));
  for (const name of BUNDLES) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.js'), `exports.handler = async () => '${name}';\n`);
  }
  return folder;
}
