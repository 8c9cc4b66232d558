import { isSystemError } from './state-unwritable';

const isAbsence = (error: unknown): boolean => isSystemError(error) && error.code === 'ENOENT';

/** The result of `work`, or undefined when the file or folder that it looks for is not there. */
export async function unlessAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
