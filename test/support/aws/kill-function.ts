/**
 * Ends a function's instances at once, wherever they are in their work, as when Lambda's host fails. The emulator runs each
 * instance as a process of its own whose path holds the function's name, which the deployment has made unique.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** @returns how many were running */
export async function killFunction(functionName: string): Promise<number> {
  const { stdout } = await run('ps', ['-A', '-ww', '-o', 'pid=,args=']);
  const instances = stdout
    .split('\n')
    .filter((line) => line.includes(`ministack-lambda-${functionName}-`) && line.includes('_worker'))
    .map((line) => Number.parseInt(line, 10));
  for (const pid of instances) process.kill(pid, 'SIGKILL');
  return instances.length;
}
