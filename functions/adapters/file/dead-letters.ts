/**
 * Dead letters in append-only segments (see letter-segments.ts). A put costs about 2 µs a letter, and one
 * write and one flush for each 4 MiB begun.
 *
 * Each letter is stored once although a put may be repeated, also after a restart. Which repeats can there be? Whoever puts
 * letters moves the position of its origin afterwards, so what comes again is what was put since, in whole or in part, and cut
 * anyhow: the letters of one invocation of each origin. Those are told by (origin, sequence) among the last letters stored.
 * Guaranteed: a letter is recognised as long as fewer than 65,536 letters, and less than 64 MiB of them where the process was
 * restarted in between, were stored after it. Sequences need not ascend: letters about ended windows name the old event that
 * opened them. Memory is bounded by twice as many keys; opening reads at most those letters and one segment more.
 */
import type { DeadLetter, DeadLetters } from '../../ports/dead-letters';
import { oneAtATime } from '../one-at-a-time';
import { FramedLog, readFramedLog } from './framed-log';
import {
  countLetters,
  decodeLetters,
  encodeLetter,
  lettersFolder,
  listSegments,
  readLetters,
  segmentPath,
} from './letter-segments';
import { RecentKeys } from './recent-keys';
import { writing } from './state-unwritable';
import { makeDirectory } from './sync-directory';

const WINDOW_LETTERS = 65_536;
const WINDOW_BYTES = 64 * 2 ** 20;
const SEGMENT_BYTES = 8 * 2 ** 20;
/** Letters are gathered into records of about this size, so a put of any size needs little memory besides. */
const RECORD_CHARACTERS = 4 * 2 ** 20;
const WHAT = 'dead letters';

export interface FileDeadLetters extends DeadLetters {
  dispose(): Promise<void>;
}

export async function openFileDeadLetters(stateFolder: string): Promise<FileDeadLetters> {
  const folder = lettersFolder(stateFolder);
  await writing(folder, WHAT, () => makeDirectory(folder));
  const segments = await listSegments(folder);
  const first = segments.at(-1) ?? 0;
  const { log, payloads } = await FramedLog.open(segmentPath(folder, first), WHAT);
  const recent = await recentKeys(folder, segments.slice(0, -1), payloads);
  return new LetterLog(stateFolder, recent, log, first + countLetters(payloads));
}

/** The keys of the last letters: those in `payloads`, and of earlier segments as many as the window takes. */
async function recentKeys(
  folder: string,
  earlier: readonly number[],
  payloads: readonly Buffer[],
): Promise<RecentKeys> {
  const batches = [payloads];
  let letters = countLetters(payloads);
  let bytes = 0;
  for (const first of earlier.toReversed()) {
    if (letters >= WINDOW_LETTERS || bytes >= WINDOW_BYTES) break;
    const segment = await readFramedLog(segmentPath(folder, first));
    batches.push(segment.payloads);
    letters += countLetters(segment.payloads);
    bytes += segment.wholeBytes;
  }
  const recent = new RecentKeys(WINDOW_LETTERS);
  for (const batch of batches.reverse())
    for (const { origin, sequence } of decodeLetters(batch)) recent.add(origin, sequence);
  return recent;
}

class LetterLog implements FileDeadLetters {
  private readonly inOrder = oneAtATime();
  private readonly stored: Pick<DeadLetters, 'list'>;

  constructor(
    private readonly stateFolder: string,
    private readonly recent: RecentKeys,
    private log: FramedLog,
    private letters: number,
  ) {
    this.stored = readLetters(stateFolder);
  }

  put(letters: readonly DeadLetter[]): Promise<void> {
    return this.inOrder(() => this.append(letters));
  }

  list(options?: { readonly model?: string; readonly limit?: number }): Promise<DeadLetter[]> {
    return this.stored.list(options);
  }

  async count(): Promise<number> {
    return this.letters;
  }

  dispose(): Promise<void> {
    return this.inOrder(() => this.log.close());
  }

  private async append(letters: readonly DeadLetter[]): Promise<void> {
    const fresh = letters.filter(({ origin, sequence }) => this.recent.add(origin, sequence));
    let stored = 0;
    try {
      for (const record of recordsOf(fresh)) {
        if (this.log.sizeBytes >= SEGMENT_BYTES) await this.startSegment();
        await this.log.append(Buffer.from(record.text));
        stored += record.letters;
        this.letters += record.letters;
      }
    } catch (error) {
      for (const { origin, sequence } of fresh.slice(stored)) this.recent.remove(origin, sequence);
      throw error;
    }
  }

  private async startSegment(): Promise<void> {
    const path = segmentPath(lettersFolder(this.stateFolder), this.letters);
    const { log } = await FramedLog.open(path, WHAT);
    await this.log.close();
    this.log = log;
  }
}

function* recordsOf(letters: readonly DeadLetter[]): Generator<{ readonly text: string; readonly letters: number }> {
  let text = '';
  let gathered = 0;
  for (const letter of letters) {
    text += encodeLetter(letter);
    gathered += 1;
    if (text.length < RECORD_CHARACTERS) continue;
    yield { text, letters: gathered };
    text = '';
    gathered = 0;
  }
  if (gathered > 0) yield { text, letters: gathered };
}
