/**
 * Heads as files, one immutable file per revision (see head-folder.ts). Creating the file of revision n + 1 is the
 * compare-and-swap: link(2) gives the name to exactly one of any number of processes, without a lock. A commit costs a write,
 * two flushes and a look around; `load` two looks when nothing is new; `lineage` and `ledger` read everything.
 *
 * A name alone does not tell a commit that comes far too late, when its revision's file has been condensed away and the name
 * is free again. Hence the look into the folder after linking: a file goes only after its history is there.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOf } from '../../domain/checkpoint/object-name';
import type { Head } from '../../domain/lineage/head';
import type { Heads } from '../../ports/heads';
import { unlessAbsent } from './absent';
import { encodeChecked } from './checked-json';
import { createDurably } from './durable-file';
import { HeadFolder, type HistoryEntry } from './head-folder';
import { condense, isDue, readAll } from './head-history';
import { writing } from './state-unwritable';
import { makeDirectory } from './sync-directory';

interface KnownHead {
  readonly revision: number;
  readonly bytes: Buffer;
}

export function createFileHeads(stateFolder: string): Heads {
  const root = join(stateFolder, 'heads');
  /** The newest commit that this process has seen of each model. */
  const known = new Map<string, KnownHead>();
  const folderOf = (model: string): HeadFolder => new HeadFolder(join(root, model));

  return {
    async load(model) {
      const folder = folderOf(model);
      const last = known.get(model);
      const newest = last !== undefined && (await isNewest(folder, last)) ? last : await findNewest(folder);
      if (newest === undefined) return undefined;
      // Decoded each time: what one caller does with it is not what the next one gets.
      const head: Head = folder.decode(newest.revision, newest.bytes).head;
      known.set(model, newest);
      return head;
    },

    async commit(commit) {
      const { model, revision } = commit.head;
      const folder = folderOf(model);
      const path = folder.commitPath(revision);
      const what = `the head of ${model}, revision ${revision}`;
      if (revision === 1) await writing(path, what, () => makeDirectory(folder.path));
      else if (!(await folder.holds(revision - 1))) return 'conflict';
      // Before the commit rather than after it: a failure then means that nothing was committed.
      if (isDue(revision - 1)) await condense(stateFolder, folder, revision - 1);
      const bytes = encodeChecked(commit);
      if ((await createDurably(stateFolder, path, [bytes], what)) === 'exists') return 'conflict';
      const condensed = await findInHistory(folder, revision);
      // Others may have committed so much since that it is this very commit that is condensed already.
      if (condensed !== undefined && condensed.sha256 !== nameOf(bytes)) {
        await writing(path, what, () => rm(path, { force: true }));
        return 'conflict';
      }
      known.set(model, { revision, bytes });
      return 'committed';
    },

    async lineage(model) {
      return (await readAll(folderOf(model))).flatMap(({ lineage }) => lineage);
    },

    async ledger(model) {
      return (await readAll(folderOf(model))).flatMap(({ ledger }) => ledger);
    },

    async models() {
      const models: string[] = [];
      for (const model of (await unlessAbsent(readdir(root))) ?? []) {
        if ((await folderOf(model).list()).revisions.length > 0) models.push(model);
      }
      return models.sort();
    },
  };
}

/** Asked in this order: had the next one been condensed away already, the known one would have gone before it. */
const isNewest = async (folder: HeadFolder, { revision }: KnownHead): Promise<boolean> =>
  !(await folder.holds(revision + 1)) && (await folder.holds(revision));

async function findNewest(folder: HeadFolder): Promise<KnownHead | undefined> {
  for (;;) {
    const revision = (await folder.list()).revisions.at(-1);
    if (revision === undefined) return undefined;
    const bytes = await folder.readBytes(revision);
    // Gone: the listing is more than 64 commits old by now.
    if (bytes !== undefined) return { revision, bytes };
  }
}

async function findInHistory(folder: HeadFolder, revision: number): Promise<HistoryEntry | undefined> {
  const range = (await folder.list()).histories.find(({ first, last }) => first <= revision && revision <= last);
  if (range === undefined) return undefined;
  return (await folder.readHistory(range)).find((entry) => entry.revision === revision);
}
