/**
 * Whole files that are there entirely or not at all, and stay after a power loss: written under a temporary name, flushed, then
 * given the final name, then the directory flushed. Two flushes, about 1 ms on an SSD.
 */
import { link, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError, writing } from './state-unwritable';
import { syncDirectory } from './sync-directory';
import { removeTempFile, writeTempFile } from './temp-files';

/** Puts `chunks`, one after the other, at `path`, in place of what was there. The directory of `path` must exist. */
export function writeDurably(
  stateFolder: string,
  path: string,
  chunks: Iterable<Uint8Array>,
  what: string,
): Promise<void> {
  return writing(path, what, async () => {
    const temp = await writeTempFile(stateFolder, chunks);
    try {
      await rename(temp, path);
    } catch (error) {
      await removeTempFile(temp);
      throw error;
    }
    await syncDirectory(dirname(path));
  });
}

/**
 * As `writeDurably`, but only if nothing is at `path`: of several processes that try, exactly one creates it (link(2) makes a
 * second name for the finished file, or fails because the name is taken).
 */
export function createDurably(
  stateFolder: string,
  path: string,
  chunks: Iterable<Uint8Array>,
  what: string,
): Promise<'created' | 'exists'> {
  return writing(path, what, async () => {
    const temp = await writeTempFile(stateFolder, chunks);
    try {
      await link(temp, path);
    } catch (error) {
      if (isSystemError(error) && error.code === 'EEXIST') return 'exists';
      throw error;
    } finally {
      await removeTempFile(temp);
    }
    await syncDirectory(dirname(path));
    return 'created';
  });
}
