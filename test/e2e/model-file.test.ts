/** A model file that a team keeps anywhere on the machine. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { driftingOnDisk } from '../support/cli/models';
import { documentOf } from '../support/cli/perennial';
import { tempFolder } from '../support/cli/temp-folder';

const CHECKOUT = join(__dirname, '..', '..');

describe('a model file outside the checkout', () => {
  it('runs where there is no node_modules, and type-checks against the package', async () => {
    const folder = tempFolder();
    const outside = driftingOnDisk(folder, 100);
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
    const args = ['replay', '--model-file', 'drifting.ts', '--events', 'drifting.ndjson'];
    expect((await documentOf(args, { cwd: folder })).counts.accepted).toBe(outside.lines.length);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true,
          noEmit: true,
          target: 'es2022',
          module: 'esnext',
          moduleResolution: 'bundler',
          skipLibCheck: true,
          types: ['node'],
          typeRoots: [join(CHECKOUT, 'node_modules', '@types')],
          paths: { perennial: [join(CHECKOUT, 'functions', 'index.ts')] },
        },
        files: ['drifting.ts'],
      }),
    );
    const check = (): string => {
      try {
        execFileSync(join(CHECKOUT, 'node_modules', '.bin', 'tsc'), ['-p', folder], { encoding: 'utf8' });
        return '';
      } catch (error) {
        return String(Reflect.get(Object(error), 'stdout'));
      }
    };
    expect(check()).toBe('');
    const source = readFileSync(outside.modelFile, 'utf8');
    writeFileSync(outside.modelFile, source.replace("'logLoss'", "'logloss'"));
    expect(check()).toMatch(/drifting\.ts.*logloss/);
  });
});
