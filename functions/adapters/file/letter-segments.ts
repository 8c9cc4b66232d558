/**
 * Dead letters on disk: `dead-letters/<number of its first letter>.ndjson`, one letter a line, oldest segment first. The
 * lines of one put are one record (see frame.ts) or a few, whose heads are lines of JSON too. The name of the last segment and its lines
 * tell how many letters there are.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeadLetter, DeadLetters } from '../../ports/dead-letters';
import { unlessAbsent } from './absent';
import { readFramedLog } from './framed-log';
import { StateDamaged } from './state-damaged';

const NAME = /^(\d{12})\.ndjson$/;
const NEWLINE = 10;

export const lettersFolder = (stateFolder: string): string => join(stateFolder, 'dead-letters');

export const segmentPath = (folder: string, firstLetter: number): string =>
  join(folder, `${String(firstLetter).padStart(12, '0')}.ndjson`);

/** The number of the first letter of each segment, ascending. */
export async function listSegments(folder: string): Promise<number[]> {
  const names = (await unlessAbsent(readdir(folder))) ?? [];
  const digits = names.map((name) => NAME.exec(name)?.[1]).filter((first) => first !== undefined);
  return digits.map(Number).sort((a, b) => a - b);
}

export const encodeLetter = (letter: DeadLetter): string => `${JSON.stringify(letter)}\n`;

/** O(bytes), without decoding. */
export function countLetters(payloads: readonly Buffer[]): number {
  let lines = 0;
  for (const payload of payloads) {
    for (let at = payload.indexOf(NEWLINE); at >= 0; at = payload.indexOf(NEWLINE, at + 1)) lines += 1;
  }
  return lines;
}

export function* decodeLetters(payloads: readonly Buffer[]): Generator<DeadLetter> {
  for (const payload of payloads) {
    for (const line of payload.toString().split('\n')) if (line !== '') yield JSON.parse(line);
  }
}

/** Looks at what is stored, also while another process appends to it. */
export function readLetters(stateFolder: string): Pick<DeadLetters, 'list' | 'count'> {
  const folder = lettersFolder(stateFolder);
  return {
    async list({ model, limit = Number.POSITIVE_INFINITY } = {}) {
      const listed: DeadLetter[] = [];
      const segments = await listSegments(folder);
      for (const [at, first] of segments.entries()) {
        const path = segmentPath(folder, first);
        const { payloads } = await readFramedLog(path);
        const next = segments[at + 1];
        if (next !== undefined && first + countLetters(payloads) !== next) {
          throw new StateDamaged(path, `should hold ${next - first} dead letters and does not`);
        }
        for (const letter of decodeLetters(payloads)) {
          if (listed.length >= limit) return listed;
          if (model === undefined || letter.model === model) listed.push(letter);
        }
      }
      return listed;
    },

    async count() {
      const last = (await listSegments(folder)).at(-1);
      if (last === undefined) return 0;
      return last + countLetters((await readFramedLog(segmentPath(folder, last))).payloads);
    },
  };
}
