import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = join(__dirname, 'small-loop-child.ts');

export interface Ended {
  readonly lines: readonly string[];
  readonly signal: NodeJS.Signals | null;
}

/**
 * Runs small-loop-child.ts to its end.
 * @param killAfter SIGKILL it as soon as it has said so many lines
 * @param fileLimitKiB the size that no file of it may exceed
 */
export function runChild(
  args: readonly string[],
  { killAfter = Number.POSITIVE_INFINITY, fileLimitKiB = 0 } = {},
): Promise<Ended> {
  const command = ['--import', 'tsx', SCRIPT, ...args];
  const child: ChildProcess =
    fileLimitKiB > 0
      ? spawn('bash', ['-c', `ulimit -f ${fileLimitKiB}; exec "$@"`, 'limited', process.execPath, ...command])
      : spawn(process.execPath, command);
  const lines: string[] = [];
  child.stderr?.pipe(process.stderr);
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      lines.push(line);
      if (lines.length === killAfter) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('close', (_, signal) => resolve({ lines, signal }));
  });
}
