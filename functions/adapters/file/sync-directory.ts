/**
 * A file's name is data of its directory: after a power loss a new, renamed or removed file is certain only once the directory
 * itself was flushed (fsync(2)).
 */
import { mkdir, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the directory and those above it; each new one is durable when this resolves. */
export async function makeDirectory(path: string): Promise<void> {
  const absolute = resolve(path);
  const topmost = await mkdir(absolute, { recursive: true });
  if (topmost === undefined) return;
  for (let made = absolute; made.length >= topmost.length; made = dirname(made)) await syncDirectory(dirname(made));
}
