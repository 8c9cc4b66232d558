/**
 * A Python with the emulator in it: a virtual environment made once in a cache folder (about 10 s, from PyPI), pinned, and named
 * after everything that it depends on. It appears whole or not at all: whoever makes it at the same time makes the same.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const MINISTACK = '1.5.33';
/** What that version of MiniStack is pinned to. CDK's custom resources in Python need it: without, a deploy waits for ever. */
const BOTO3 = '1.43.106';
const OLDEST: readonly [number, number] = [3, 10];
const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

interface Python {
  readonly path: string;
  readonly version: string;
}

/** The first Python on the path that can run the emulator, by its real path (a launcher may depend on the folder). */
export function suitablePython(): Python | undefined {
  for (const candidate of CANDIDATES) {
    const python = askPython(candidate);
    if (python === undefined) continue;
    const [major = 0, minor = 0] = python.version.split('.').map(Number);
    if (major === OLDEST[0] && minor >= OLDEST[1]) return python;
  }
  return undefined;
}

export const NEEDED_PYTHON = `Python >= ${OLDEST.join('.')}`;

function askPython(command: string): Python | undefined {
  try {
    const answer = execFileSync(
      command,
      ['-c', 'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])'],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const [path, version] = answer.trim().split('\n');
    return path === undefined || version === undefined ? undefined : { path, version };
  } catch {
    // No such command, or one that does not run: the next candidate.
    return undefined;
  }
}

/** The path of the virtual environment's own Python. */
export function emulatorPython(python: Python): string {
  const cache = process.env.PERENNIAL_CACHE ?? join(homedir(), '.cache', 'perennial');
  const folder = join(cache, `ministack-${MINISTACK}-boto3-${BOTO3}-python-${python.version}`);
  if (!existsSync(folder)) makeEnvironment(python, cache, folder);
  return join(folder, 'bin', 'python');
}

/** Its scripts would name the folder in which it was made; its Python finds itself, so `python -m` works after the renaming. */
function makeEnvironment(python: Python, cache: string, folder: string): void {
  mkdirSync(cache, { recursive: true });
  const part = mkdtempSync(join(cache, 'part-'));
  try {
    execFileSync(python.path, ['-m', 'venv', part], { stdio: 'pipe' });
    const packages = [`ministack==${MINISTACK}`, `boto3==${BOTO3}`];
    execFileSync(
      join(part, 'bin', 'python'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages],
      { stdio: 'pipe' },
    );
    renameSync(part, folder);
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    // Another test file was first.
    if (!existsSync(folder)) throw error;
  }
}
