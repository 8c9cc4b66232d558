import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Opened } from '../../../contracts/opened';

interface Disposable {
  dispose(): Promise<void>;
}

const folders: string[] = [];
const opened: Disposable[] = [];

/** A folder that is removed when the tests of the file are done. */
export async function tempFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'perennial-state-'));
  folders.push(path);
  return path;
}

/** Closes the files of `thing` when the test is done. */
export function disposedLater<T extends Disposable>(thing: T): T {
  opened.push(thing);
  return thing;
}

/** Opens an adapter over a new folder; reopening forgets the first one as a killed process would. */
export async function openedOver<T>(open: (stateFolder: string) => Promise<T>): Promise<Opened<T>> {
  const folder = await tempFolder();
  return { port: await open(folder), reopen: () => open(folder) };
}

afterEach(async () => {
  for (const thing of opened.splice(0)) await thing.dispose();
});

afterAll(async () => {
  for (const path of folders) await rm(path, { recursive: true, force: true });
});
