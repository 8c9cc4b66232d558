import fs from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from './temp-state';

/** An error as the system gives it. */
export const systemError = (code: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: injected`), { code, errno: -1, syscall: 'write' });

/** What all open files have in common, so that a test can make the next flush of any of them fail. */
export async function handlePrototype(): Promise<FileHandle> {
  const path = join(await tempFolder(), 'any');
  const handle = await open(path, 'w');
  await handle.close();
  await rm(path);
  return Object.getPrototypeOf(handle);
}

/** The next write to a log takes nothing and fails. */
export function failNextWrite(code: string): void {
  jest.spyOn(fs, 'writeSync').mockImplementationOnce(() => {
    throw systemError(code);
  });
}
