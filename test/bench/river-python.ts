/**
 * A Python that has river, in a cache folder of this user: `$XDG_CACHE_HOME/perennial-bench/venv`, or below `~/.cache`. Made at the first
 * run, which needs the network; later runs find it there. Where that cannot be, the reason is the answer.
 */
import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const RIVER = '0.26.1';

export type RiverPython = { readonly python: string } | { readonly absent: string };

export function riverPython(env: NodeJS.ProcessEnv = process.env): RiverPython {
  const venv = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'perennial-bench', 'venv');
  const python = join(venv, 'bin', 'python');
  if (riverIn(python) === RIVER) return { python };
  if (outcomeOf('python3', ['--version']) !== null)
    return { absent: 'python is absent: there is no python3 on the path' };
  const failed =
    outcomeOf('python3', ['-m', 'venv', venv]) ??
    outcomeOf(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `river==${RIVER}`]);
  if (failed !== null) return { absent: `river ${RIVER} could not be installed: ${failed}` };
  return { python };
}

function riverIn(python: string): string | null {
  const { status, stdout } = spawnSync(python, ['-c', 'import river; print(river.__version__)'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** Why it did not end well, in a line; null when it did. */
function outcomeOf(program: string, args: readonly string[]): string | null {
  const { error, status, signal, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) return error.message;
  if (status === 0) return null;
  return `${stderr}\n${stdout}`.trim().split('\n').at(-1) || `${program} ended with ${status ?? signal}`;
}
