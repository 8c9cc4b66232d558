/** The backend as the product runs it: bundled by esbuild with TF.js left outside, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = resolve(__dirname, '../../../..');

describe('the bundled backend', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'perennial-tfjs-'));
    buildSync({
      stdin: {
        contents: `export { openTfBackend } from '${join(ROOT, 'functions/adapters/tfjs/backend')}';`,
        resolveDir: ROOT,
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['@tensorflow/*'],
      outfile: join(folder, 'backend.js'),
      logLevel: 'silent',
    });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (program: string, env: Record<string, string> = {}) => {
    const file = join(folder, 'program.js');
    writeFileSync(file, `const { openTfBackend } = require('./backend.js');\n${program}`);
    const { PERENNIAL_TFJS_NODE: _, ...inherited } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
      encoding: 'utf8',
      env: { ...inherited, NODE_PATH: join(ROOT, 'node_modules'), ...env },
    });
    return { status, stdout, stderr };
  };

  it.each(['wasm', 'cpu'])('%s starts from the installed package and writes nothing', (preferred) => {
    const program = `openTfBackend({ preferred: '${preferred}' }).then(({ name }) => process.stdout.write(name));`;
    const { status, stdout, stderr } = run(program);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^tfjs-backend-${preferred} 4\\.22\\.0`));
  });

  it('leaves failures to the program: a rejection still ends it with exit code 1 and its own message', () => {
    const program = `openTfBackend({ preferred: 'wasm' }).then(() => { throw new Error('the work failed'); });`;
    const { status, stderr } = run(program);
    // Emscripten's own listeners would make it 7.
    expect(status).toBe(1);
    expect(stderr).toContain('the work failed');
    expect(stderr).not.toContain('tfjs-backend-wasm');
  });

  it('says what it needs when the engine has no WebAssembly; TF.js reports nothing beside it', () => {
    const program = `delete globalThis.WebAssembly;
      openTfBackend({ preferred: 'wasm' }).catch(({ message }) => process.stdout.write(message));`;
    const { status, stdout, stderr } = run(program);
    expect(status).toBe(0);
    // Emscripten's own 'Aborted(…)' cannot be turned off.
    expect(stderr).not.toContain('Initialization of backend');
    expect(stdout).toMatch(
      /^tfjs-backend-wasm did not start; it needs WebAssembly SIMD and its binaries in .*wasm-out$/,
    );
  });

  it('stops when PERENNIAL_TFJS_NODE names a folder without the package', () => {
    const program = `openTfBackend().catch(({ message, cause }) => process.stdout.write(message + '|' + cause.code));`;
    const { stdout } = run(program, { PERENNIAL_TFJS_NODE: join(folder, 'nothing') });
    expect(stdout).toMatch(/PERENNIAL_TFJS_NODE.*\|MODULE_NOT_FOUND$/);
  });
});
