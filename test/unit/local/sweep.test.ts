import { nameOf } from '../../../functions/domain/checkpoint/object-name';
import type { Head } from '../../../functions/domain/lineage/head';
import { sweep } from '../../../functions/local/sweep';
import type { Commit } from '../../../functions/ports/heads';
import {
  binaryModel,
  blocksOf,
  completedExamples,
  headOf,
  learnBlocks,
  memoryStores,
  type Stores,
} from '../../support/learning';

const declaration = binaryModel();
const ORPHAN = Buffer.from('left behind by a crash');

async function learned(): Promise<Stores> {
  const stores = memoryStores();
  await learnBlocks(stores, declaration, blocksOf(declaration, completedExamples(declaration, 400), 100));
  return stores;
}
const sorted = async (stores: Stores): Promise<string[]> => (await stores.objects.list()).sort();
const archivedIn = async ({ heads }: Stores): Promise<string[]> =>
  (await heads.lineage(declaration.name)).flatMap(({ data }) => ('archived' in data ? data.archived : []));

/** The next commit of the same head, with some of it changed. */
async function recommit(stores: Stores, changes: Partial<Head>): Promise<void> {
  const head = await headOf(stores, declaration);
  const commit: Commit = { head: { ...head, revision: head.revision + 1, ...changes }, lineage: [], ledger: [] };
  await stores.heads.commit(commit);
}

describe('sweeping a state', () => {
  it('removes what no commit names, and nothing else', async () => {
    const stores = await learned();
    const before = await sorted(stores);
    await stores.objects.put(ORPHAN);
    expect(await sweep(stores.heads, stores.objects, [declaration])).toBe(1);
    expect(await sorted(stores)).toEqual(before);
    expect(await sweep(stores.heads, stores.objects, [declaration])).toBe(0);
  });

  it('keeps workspace, lines, reigns, candidates, stored versions and archived examples', async () => {
    const stores = await learned();
    const head = await headOf(stores, declaration);
    const archived = await archivedIn(stores);
    await sweep(stores.heads, stores.objects, [declaration]);
    const kept = new Set(await stores.objects.list());
    const versions = [...head.lines, ...head.reigns, ...head.contest.candidates, ...head.stored];
    for (const name of [head.workspace, ...versions.map(({ checkpoint }) => checkpoint), ...archived])
      expect(kept).toContain(name);
    expect(archived.length).toBeGreaterThan(0);
    expect(head.contest.candidates.length).toBeGreaterThan(0);
  });

  it('removes archived examples past their days, of event time', async () => {
    const stores = await learned();
    const archived = await archivedIn(stores);
    const { clockMs } = await headOf(stores, declaration);
    const dayLater = clockMs + 86_400_000;
    const brief = { ...declaration, archive: { days: 1 } };
    await recommit(stores, { clockMs: dayLater });
    const lineage = await stores.heads.lineage(declaration.name);
    const fresh = lineage
      .filter((edge) => edge.clockMs >= clockMs)
      .flatMap(({ data }) => ('archived' in data ? data.archived : []));
    await sweep(stores.heads, stores.objects, [brief]);
    const kept = await stores.objects.list();
    const left = [...new Set(archived)].filter((name) => kept.includes(name));
    expect(left.sort()).toEqual([...new Set(fresh)].sort());
    expect(left.length).toBeLessThan(new Set(archived).size);
  });

  it('removes all archived examples of a model that keeps none any more', async () => {
    const stores = await learned();
    const archived = await archivedIn(stores);
    await sweep(stores.heads, stores.objects, [{ ...declaration, archive: null }]);
    const kept = await stores.objects.list();
    expect(archived.filter((name) => kept.includes(name))).toEqual([]);
    await expect(stores.objects.get((await headOf(stores, declaration)).workspace)).resolves.toBeDefined();
  });

  it('keeps everything of a model that is not declared here: nobody said that it may go', async () => {
    const stores = await learned();
    const before = await sorted(stores);
    await stores.objects.put(ORPHAN);
    expect(await sweep(stores.heads, stores.objects, [])).toBe(1);
    expect(await sorted(stores)).toEqual(before);
  });

  it('removes everything where nothing was committed', async () => {
    const stores = memoryStores();
    await stores.objects.put(ORPHAN);
    expect(await sweep(stores.heads, stores.objects, [declaration])).toBe(1);
    await expect(stores.objects.get(nameOf(ORPHAN))).rejects.toThrow();
  });
});
