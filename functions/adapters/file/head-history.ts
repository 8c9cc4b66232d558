/**
 * Old commits of a model, condensed: every 64 of them become one immutable file that keeps what they appended for ever and drops
 * their heads, which nobody reads any more. At most 64 + 64 commits keep a file of their own. Any process may condense at any
 * time, several at once too: all write the same bytes under the same name, and one wins.
 */
import { rm } from 'node:fs/promises';
import { nameOf } from '../../domain/checkpoint/object-name';
import { encodeChecked } from './checked-json';
import { createDurably } from './durable-file';
import type { HeadFolder, HistoryEntry } from './head-folder';
import { StateDamaged } from './state-damaged';
import { writing } from './state-unwritable';

export const COMMITS_PER_HISTORY = 64;
/** The newest commits that always keep their own file: a reader that is up to 64 commits behind finds what it looks for. */
export const COMMITS_KEPT = 64;

export const isDue = (newest: number): boolean => newest % COMMITS_PER_HISTORY === 0 && newest > COMMITS_KEPT;

/** Condenses what is more than COMMITS_KEPT commits older than `newest`. O(what is condensed). */
export async function condense(stateFolder: string, folder: HeadFolder, newest: number): Promise<void> {
  const { revisions, histories } = await folder.list();
  let condensed = histories.at(-1)?.last ?? 0;
  while (condensed + COMMITS_PER_HISTORY <= newest - COMMITS_KEPT) {
    const range = { first: condensed + 1, last: condensed + COMMITS_PER_HISTORY };
    const entries = await readEntries(folder, range.first, range.last);
    // Another process condenses the same commits at this moment.
    if (entries === undefined) return;
    await createDurably(stateFolder, folder.historyPath(range), [encodeChecked(entries)], 'the history of heads');
    condensed = range.last;
  }
  for (const revision of revisions) {
    if (revision > condensed) break;
    const path = folder.commitPath(revision);
    await writing(path, 'the removal of an old head', () => rm(path, { force: true }));
  }
}

/** What every commit appended, in order. Commits that are made meanwhile may be missing at the end. */
export async function readAll(folder: HeadFolder): Promise<HistoryEntry[]> {
  // Files go while we read when another process condenses, which it does once in 64 commits; then their history is there.
  for (let attempt = 1; ; attempt += 1) {
    const { revisions, histories } = await folder.list();
    const condensed = histories.at(-1)?.last ?? 0;
    const newest = revisions.at(-1) ?? 0;
    const recent = await readEntries(folder, condensed + 1, newest);
    if (recent !== undefined) {
      const old = await Promise.all(histories.map((range) => folder.readHistory(range)));
      return [...old.flat(), ...recent];
    }
    if (attempt === 100) throw new StateDamaged(folder.path, `lacks a commit between ${condensed + 1} and ${newest}`);
  }
}

/** undefined when one of them is gone. */
async function readEntries(folder: HeadFolder, first: number, last: number): Promise<HistoryEntry[] | undefined> {
  const entries: HistoryEntry[] = [];
  for (let revision = first; revision <= last; revision += 1) {
    const bytes = await folder.readBytes(revision);
    if (bytes === undefined) return undefined;
    const { lineage, ledger } = folder.decode(revision, bytes);
    entries.push({ revision, sha256: nameOf(bytes), lineage, ledger });
  }
  return entries;
}
