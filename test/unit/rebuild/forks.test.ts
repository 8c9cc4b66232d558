/** Versions of lines that were rolled back. */
import { rollBack } from '../../../functions/promote/promote';
import { rebuild } from '../../../functions/rebuild/rebuild';
import { blocksOf, edgeOf, headOf, learnBlocks, learnDeps, memoryStores, streamClock } from '../../support/learning';
import { completed, declaration, rebuildDeps, rebuiltOr } from './rebuilding';

describe('lines that were rolled back', () => {
  const order = { by: 'ada', reason: 'a test' };

  /** Learns 20 micro-batches, goes back to a version inside a commit, learns 10, goes back again, learns 10. */
  async function forkedTwice(size: number) {
    const stores = memoryStores();
    const moveDeps = { heads: stores.heads, clock: streamClock, codeHash: learnDeps(stores).codeHash, runtime: 'r' };
    await learnBlocks(stores, declaration, blocksOf(declaration, completed.slice(0, 320), size));
    const logisticReigns = (await headOf(stores, declaration)).reigns.filter(({ learner }) => learner !== 'prior');
    const first = logisticReigns[0]!.version;
    expect((await rollBack(moveDeps, declaration, first, order)).kind).toBe('moved');
    await learnBlocks(stores, declaration, blocksOf(declaration, completed.slice(320, 480), size));
    const second = (await headOf(stores, declaration)).stored.findLast(({ version }) => version.startsWith('6.'))!;
    expect((await rollBack(moveDeps, declaration, second.version, order)).kind).toBe('moved');
    await learnBlocks(stores, declaration, blocksOf(declaration, completed.slice(480), size));
    return { stores, first, second: second.version };
  }

  it('rebuild through their forks: what was learned before, and not what was left behind', async () => {
    const { stores, first, second } = await forkedTwice(160);
    const lineage = await stores.heads.lineage(declaration.name);
    const forks = lineage.filter(({ kind }) => kind === 'fork');
    expect(forks.map(({ version, parents }) => [version, parents[0]])).toEqual([
      ['6.0', first],
      ['7.0', second],
    ]);
    // Both forks left their lines inside a commit: no edge names those versions.
    expect(lineage.some(({ version }) => version === first || version === second)).toBe(false);
    for (const { version, checkpoint } of lineage.filter(({ version }) => /^[67]\./.test(version))) {
      const rebuilt = rebuiltOr(await rebuild(rebuildDeps(stores), declaration, version));
      expect([version, rebuilt.checkpoint]).toEqual([version, checkpoint]);
      expect(rebuilt.verified.matches).toBe(true);
    }
    const { microBatches } = rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '7.10'));
    const minorOf = (version: string) => Number(version.split('.')[1]);
    expect(microBatches).toBe(minorOf(first) + minorOf(second) + 10);
  });

  it('rebuild versions of a fork that were never stored', async () => {
    const { stores } = await forkedTwice(160);
    const rebuilt = rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '6.4'));
    expect(rebuilt.verified).toMatchObject({ version: '6.10', matches: true });
    const more = rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '6.5'));
    expect(more.checkpoint).not.toBe(rebuilt.checkpoint);
  });

  it('rebuild what the fork left behind', async () => {
    const { stores } = await forkedTwice(160);
    const lineage = await stores.heads.lineage(declaration.name);
    const rebuilt = rebuiltOr(await rebuild(rebuildDeps(stores), declaration, '1.20'));
    expect(rebuilt.checkpoint).toBe(edgeOf(lineage, '1.20').checkpoint);
  });
});
