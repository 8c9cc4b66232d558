/**
 * Which process is that, and does it still run? A process id alone does not say: ids are used again, after a reboot soonest.
 * On Linux a process is the pair (boot, start time in ticks since boot) besides its id; elsewhere the id must do.
 */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isSystemError } from './state-unwritable';

export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** The kernel's id of this boot; null where the system has none. */
  readonly boot: string | null;
  /** Ticks since boot at its start; null where the system does not say. */
  readonly startTicks: string | null;
}

export const thisProcess = (): ProcessIdentity => ({
  pid: process.pid,
  host: hostname(),
  boot: bootId(),
  startTicks: readStat(process.pid)?.startTicks ?? null,
});

/** 'elsewhere': it belongs to another machine, so nobody can tell from here. */
export function whereabouts(identity: ProcessIdentity): 'running' | 'gone' | 'elsewhere' {
  if (identity.host !== hostname()) return 'elsewhere';
  if (identity.boot !== bootId()) return 'gone';
  if (identity.startTicks === null) return isPidInUse(identity.pid) ? 'running' : 'gone';
  const stat = readStat(identity.pid);
  const runs = stat !== undefined && stat.startTicks === identity.startTicks && !'ZX'.includes(stat.state);
  return runs ? 'running' : 'gone';
}

export function isPidInUse(pid: number): boolean {
  try {
    // Signal 0 is never delivered; it only asks whether the process is there.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(isSystemError(error) && error.code === 'ESRCH');
  }
}

const bootId = (): string | null => readKernelFile('/proc/sys/kernel/random/boot_id')?.trim() ?? null;

/** State (Z is a zombie, X is dead) and start time: fields 3 and 22 of proc(5), counted after the name, which may hold blanks. */
function readStat(pid: number): { state: string; startTicks: string } | undefined {
  const text = readKernelFile(`/proc/${pid}/stat`);
  const [state, ...fields] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  const startTicks = fields[18];
  return state === undefined || startTicks === undefined ? undefined : { state, startTicks };
}

function readKernelFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // ESRCH: the process ended between opening and reading its file.
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ESRCH')) return undefined;
    throw error;
  }
}
