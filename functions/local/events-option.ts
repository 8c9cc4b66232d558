/** Is what `--events` names there to be read? Asked before anything is done for it. */
import { access, constants, stat } from 'node:fs/promises';
import { unreadable } from './event-source';
import { UsageError } from './usage-error';

/** @param events a file, or '-' for standard input  @throws UsageError */
export async function mustBeReadable(events: string): Promise<void> {
  if (events === '-') return;
  try {
    await access(events, constants.R_OK);
  } catch (cause) {
    throw new UsageError(`--events: ${unreadable(events, cause).message}`, { cause });
  }
  if ((await stat(events)).isDirectory())
    throw new UsageError(`--events: ${events} is a folder; give a file of NDJSON`);
}
