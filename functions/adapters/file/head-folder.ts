/**
 * The files of one model's heads, `heads/<model>/`:
 *
 *   000000000123.json                        a commit: the head of revision 123, and the lineage and ledger that it appended
 *   history-000000000001-000000000064.json   what 64 commits appended, once they are old enough for their heads to go
 *
 * All are immutable and checksummed. A history is there before the first of its commits is removed, and commits are removed
 * from the oldest on: a commit that is missing although its successor was written is in a history.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commit } from '../../ports/heads';
import { unlessAbsent } from './absent';
import { decodeChecked } from './checked-json';

const DIGITS = 12;
const COMMIT_NAME = /^(\d{12})\.json$/;
const HISTORY_NAME = /^history-(\d{12})-(\d{12})\.json$/;

export interface HistoryRange {
  readonly first: number;
  readonly last: number;
}

/** What one commit appended, and the SHA-256 of the file that held it. */
export interface HistoryEntry extends Pick<Commit, 'lineage' | 'ledger'> {
  readonly revision: number;
  readonly sha256: string;
}

const padded = (revision: number): string => String(revision).padStart(DIGITS, '0');

export class HeadFolder {
  constructor(readonly path: string) {}

  commitPath(revision: number): string {
    return join(this.path, `${padded(revision)}.json`);
  }

  historyPath({ first, last }: HistoryRange): string {
    return join(this.path, `history-${padded(first)}-${padded(last)}.json`);
  }

  /** Both ascending. What other processes add or remove meanwhile may be listed or not. */
  async list(): Promise<{ revisions: number[]; histories: HistoryRange[] }> {
    const revisions: number[] = [];
    const histories: HistoryRange[] = [];
    for (const name of (await unlessAbsent(readdir(this.path))) ?? []) {
      const commit = COMMIT_NAME.exec(name);
      if (commit !== null) revisions.push(Number(commit[1]));
      const history = HISTORY_NAME.exec(name);
      if (history !== null) histories.push({ first: Number(history[1]), last: Number(history[2]) });
    }
    return { revisions: revisions.sort((a, b) => a - b), histories: histories.sort((a, b) => a.first - b.first) };
  }

  async holds(revision: number): Promise<boolean> {
    return (await unlessAbsent(stat(this.commitPath(revision)))) !== undefined;
  }

  /** undefined: it is not there, or not any more. */
  readBytes(revision: number): Promise<Buffer | undefined> {
    return unlessAbsent(readFile(this.commitPath(revision)));
  }

  decode(revision: number, bytes: Buffer): Commit {
    return decodeChecked(this.commitPath(revision), bytes);
  }

  async readHistory(range: HistoryRange): Promise<readonly HistoryEntry[]> {
    const path = this.historyPath(range);
    return decodeChecked(path, await readFile(path));
  }
}
