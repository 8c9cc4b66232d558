/**
 * The state cannot be written: the one error for a full disk, a read-only file system, missing permission. It names the place,
 * what was being written and what to do. What was stored before is intact, and nothing half-written counts: the work goes on
 * from there once the cause is mended.
 */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space, then run the same command again',
  EDQUOT: "this user's quota is used up: free some space, then run the same command again",
  EFBIG: 'the limit on file sizes is reached (see `ulimit -f`): raise it, then run the same command again',
  EROFS: 'the file system is mounted read-only: mount it writable, or name another state folder',
  EACCES: 'this user may not write there: grant it, or name another state folder',
  EPERM: 'the system refuses it there (the file system must know hard links): name another state folder',
  EIO: 'the device failed: check it, then run the same command again',
};

export class StateUnwritable extends Error {
  override readonly name = 'StateUnwritable';

  constructor(
    readonly path: string,
    /** What was being written. */
    readonly what: string,
    override readonly cause: NodeJS.ErrnoException,
  ) {
    const advice = ADVICE[cause.code ?? ''] ?? 'mend the cause, then run the same command again';
    super(`cannot write ${what} to ${path} (${cause.code}): ${advice}`);
  }
}

/** By its shape, not its class: where modules run in a realm of their own, as tests do, the system's errors are of another one. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  typeof error === 'object' && error !== null && 'code' in error && 'syscall' in error;

/** Runs `work`, which writes `what` to `path`; errors of the system come out as StateUnwritable, others as they are. */
export async function writing<T>(path: string, what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isSystemError(error) ? new StateUnwritable(path, what, error) : error;
  }
}
