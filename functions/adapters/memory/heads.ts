import type { Commit, Heads } from '../../ports/heads';
import { exactJson } from '../exact-json';

/**
 * The commits of each model in order, as JSON: what is loaded is a value of its own, and what a store could not hold is
 * refused here too.
 */
export function createMemoryHeads(): Heads {
  const commits = new Map<string, string[]>();
  const of = (model: string): Commit[] => (commits.get(model) ?? []).map((text) => JSON.parse(text));
  return {
    async load(model) {
      const newest = commits.get(model)?.at(-1);
      const commit: Commit | undefined = newest === undefined ? undefined : JSON.parse(newest);
      return commit?.head;
    },
    async commit(commit) {
      const { model, revision } = commit.head;
      const stored = commits.get(model) ?? [];
      if (stored.length !== revision - 1) return 'conflict';
      commits.set(model, [...stored, exactJson(commit)]);
      return 'committed';
    },
    async lineage(model) {
      return of(model).flatMap(({ lineage }) => lineage);
    },
    async ledger(model) {
      return of(model).flatMap(({ ledger }) => ledger);
    },
    async models() {
      return [...commits.keys()].sort();
    },
  };
}
