/**
 * File systems of a process's own: in a namespace that unshare(1) makes, which goes with the process, a tmpfs can be mounted and
 * filled up without harm to anybody, and without being root.
 */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

const NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount'];

/** Where there is no such thing (not Linux, or forbidden), the reason; else null. */
export const noMounts: string | null = reasonAgainst();

function reasonAgainst(): string | null {
  const [file, ...rest] = NAMESPACE;
  const tried = spawnSync(file!, [...rest, 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()], { encoding: 'utf8' });
  if (tried.error !== undefined) return tried.error.message;
  return tried.status === 0 ? null : tried.stderr.trim().split('\n')[0]!;
}

/** For `within`: a script that finds its arguments in $1… and the command in what is left after `shift`. */
export const inNamespace = (script: string, ...args: readonly string[]): string[] => [
  ...NAMESPACE,
  'bash',
  '-ec',
  script,
  'bash',
  ...args,
];
