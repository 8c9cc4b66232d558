/** Stores that begin as others are and leave those as they are: what has taken long to learn is learned once. */
import { createMemoryObjects } from '../../../functions/adapters/memory/objects';
import type { Commit } from '../../../functions/ports/heads';
import { ObjectMissing } from '../../../functions/ports/objects';
import type { Stores } from '../../support/learning';

export function branchOf({ heads, objects }: Stores): Stores {
  const commits: Commit[] = [];
  const own = createMemoryObjects();
  const deleted = new Set<string>();
  return {
    heads: {
      ...heads,
      load: async (model) => structuredClone(commits.at(-1)?.head) ?? heads.load(model),
      async commit(commit) {
        const { model, revision } = commit.head;
        const begun = await heads.load(model);
        if ((commits.at(-1)?.head ?? begun)?.revision !== revision - 1) return 'conflict';
        commits.push(structuredClone(commit));
        return 'committed';
      },
      lineage: async (model) => [...(await heads.lineage(model)), ...commits.flatMap(({ lineage }) => lineage)],
      ledger: async (model) => [...(await heads.ledger(model)), ...commits.flatMap(({ ledger }) => ledger)],
    },
    objects: {
      async put(bytes) {
        const name = await own.put(bytes);
        deleted.delete(name);
        return name;
      },
      async get(name) {
        if (deleted.has(name)) throw new ObjectMissing(name, 'memory');
        return (await own.list()).includes(name) ? own.get(name) : objects.get(name);
      },
      async delete(name) {
        deleted.add(name);
      },
      list: async () => {
        const all = new Set([...(await objects.list()), ...(await own.list())]);
        return [...all].filter((name) => !deleted.has(name));
      },
    },
  };
}
