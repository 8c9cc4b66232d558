/**
 * Files on their way to a final name. All are in one folder of the state, so that what a crash leaves behind is found by one
 * look, and they carry the id of the process that writes them, so that nobody sweeps away a file of a living one.
 */
import { randomUUID } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessAbsent } from './absent';
import { isPidInUse } from './process-identity';
import { makeDirectory } from './sync-directory';

/** No write takes this long, so what is older is left over, even if its process id is in use again. */
const OLDEST_MS = 3_600_000;

export const tempFolder = (stateFolder: string): string => join(stateFolder, 'tmp');

/** Writes a new file and flushes it. The caller gives it its name, or removes it. */
export async function writeTempFile(stateFolder: string, chunks: Iterable<Uint8Array>): Promise<string> {
  const folder = tempFolder(stateFolder);
  const path = join(folder, `${process.pid}-${randomUUID()}`);
  const handle = await openNew(folder, path);
  try {
    for (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
  } catch (error) {
    await removeTempFile(path);
    throw error;
  } finally {
    await handle.close();
  }
  return path;
}

async function openNew(folder: string, path: string) {
  const handle = await unlessAbsent(open(path, 'wx'));
  if (handle !== undefined) return handle;
  await makeDirectory(folder);
  return open(path, 'wx');
}

/** Failing to tidy up must not hide why the write failed; the next sweep finds the file again. */
export const removeTempFile = (path: string): Promise<void> => rm(path, { force: true }).catch(() => undefined);

/** Removes what writers that are gone have left. */
export async function sweepTempFiles(stateFolder: string): Promise<void> {
  const folder = tempFolder(stateFolder);
  for (const name of (await unlessAbsent(readdir(folder))) ?? []) {
    const pid = /^(\d+)-[0-9a-f-]{36}$/.exec(name)?.[1];
    if (pid === undefined) continue;
    const path = join(folder, name);
    const written = await unlessAbsent(stat(path));
    if (written === undefined) continue;
    if (!isPidInUse(Number(pid)) || Date.now() - written.mtimeMs > OLDEST_MS) await rm(path, { force: true });
  }
}
