/**
 * The command as `npm run build:node` makes it, in a folder of its own: never older than the sources, and out of the way of
 * other builds. Half a second, once per test file.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');
const OUT = '--outdir=dist';

export interface BuiltPackage {
  /** `dist/perennial.js` of this package. */
  readonly command: string;
  readonly folder: string;
}

let built: BuiltPackage | undefined;

export function builtPackage(): BuiltPackage {
  built ??= build();
  return built;
}

afterAll(() => {
  if (built !== undefined) rmSync(built.folder, { recursive: true, force: true });
  built = undefined;
});

function build(): BuiltPackage {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-built-'));
  // Some tests run it as another user.
  chmodSync(folder, 0o755);
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const script = String(scripts['build:node']);
  if (!script.includes(OUT)) throw new Error(`build:node in package.json does not say ${OUT}: ${script}`);
  const bin = join(ROOT, 'node_modules', '.bin');
  execFileSync('sh', ['-c', script.replace(OUT, `--outdir=${join(folder, 'dist')}`)], {
    cwd: ROOT,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { folder, command: join(folder, 'dist', 'perennial.js') };
}
